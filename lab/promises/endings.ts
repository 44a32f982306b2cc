import { silencedBecause, silentReasons } from '../../shared/rules/telemetry.ts'
import { expireAfterMs } from '../../shared/rules/timing.ts'
import type { History, Invocation } from '../simulation/history.ts'
import { invariant, type Promised } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import type { Reservation } from './saves.ts'

const comesToRest = invariant(
  'rest',
  'When all faults are over, both queues become empty.',
  ({ history }) => [{ at: history.invocations.at(-1)?.startedAt ?? 0 }],
  (_, { history }) => (history.neverEnded ? 'the same messages are redelivered without end' : undefined),
)

const everyReplyEnds = invariant(
  'I7 end',
  'When all faults are over, every reservation that was not taken back has an outcome (sent, failed, uncertain, cancelled or expired), unless SQS gave up its text or reply as a dead letter, or another invocation had already acknowledged the text.',
  ({ reservations }) => reservations.filter(({ takenBackAt }) => takenBackAt === Number.POSITIVE_INFINITY),
  (reservation, { history }) =>
    history.claims.get(reservation.inboundId)?.outcome !== undefined || wasGone(history, reservation)
      ? undefined
      : `the reservation for ${reservation.inboundId} has no outcome`,
)

/**
 * Whether no redelivery could complete the reservation. Either SQS gave the text up, or SQS delivered it to two processes at once and
 * deleted it because the other process decided on silence, before this one reserved and failed.
 */
export const wasGone = (history: History, { inboundId, at, madeBy }: Reservation): boolean =>
  history.deadLetters.some((letter) => letter.inboundId === inboundId) ||
  history.invocations.some((other) => {
    const { end, startedAt, messages } = other
    if (other === madeBy || end?.kind !== 'answered' || startedAt > at) return false
    const shared = messages.filter(({ messageId }) =>
      madeBy.messages.some((message) => message.messageId === messageId),
    )
    return shared.some((message) => message.inboundId === inboundId && end.done.includes(message.messageId))
  })

const acknowledging = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) =>
    invocation.functionName === 'receive-sms' && invocation.end?.kind === 'answered'
      ? [{ at: invocation.end.at, ...textsOf(invocation, invocation.end.done), invocation }]
      : [],
  )

/** How many texts an invocation finished, and how many it left unfinished that share their message with others. */
const textsOf = ({ messages }: Invocation, done: readonly string[]) => {
  const isDone = (messageId: string) => done.includes(messageId)
  const shares = (messageId: string) => messages.filter((message) => message.messageId === messageId).length > 1
  return {
    done: messages.filter(({ messageId }) => isDone(messageId)).length,
    left: messages.filter(({ messageId }) => !isDone(messageId) && shares(messageId)).length,
  }
}

const decidedBeforeAcknowledged = invariant(
  'I8',
  'receive-sms counts every text that it acknowledges as received, and as either booked or silenced for a reason; it may also count decisions about texts that stay in the queue because they share a message with others.',
  acknowledging,
  ({ done, left, invocation: { counts } }) => {
    const count = (metric: string) => counts.get(metric) ?? 0
    const byReason = silentReasons.reduce((sum, reason) => sum + count(silencedBecause(reason)), 0)
    const decided = byReason + count('RepliesBooked')
    if (count('TextsSilenced') !== byReason)
      return `${count('TextsSilenced')} texts counted as silenced, but ${byReason} by reason`
    return count('TextsReceived') === done && decided >= done && decided <= done + left
      ? undefined
      : `${done} texts acknowledged, ${count('TextsReceived')} counted as received, ${decided} as decided`
  },
)

const noDeadLetters = invariant(
  'promise 7',
  'A message becomes a dead letter only if outages, not counting those of phones, last longer than a day in total.',
  ({ history }) => history.deadLetters,
  ({ inboundId }, { history }) =>
    history.schedule.outages.reduce((sum, { of, forMs }) => sum + (of === 'phone' ? 0 : forMs), 0) > expireAfterMs
      ? undefined
      : `${inboundId} became a dead letter without outages of more than a day`,
)

/** No text and no reply is lost: each one is decided and comes to an end. */
export const endings: Promised = {
  invariants: [comesToRest, everyReplyEnds, decidedBeforeAcknowledged, noDeadLetters],
  mutants: [
    {
      name: 'reservation of a stale text not settled',
      breaks:
        'A redelivered text that has become stale is dropped, and the reservation from its earlier delivery never gets an outcome.',
      edits: [
        {
          file: 'functions/receive-sms/handler.ts',
          find: "  if (screened.silent === 'stale' && !firstDelivery) return endStale(receiver, sms, now)\n",
          replace: '',
        },
      ],
      foundBy: ['I7 end'],
    },
    {
      name: 'failed text acknowledged',
      breaks: 'A text that could not be decided is acknowledged as if it had been, and is lost.',
      edits: [
        {
          file: 'functions/receive-sms/batch-report.ts',
          find: '(verdict === undefined ? [messageId] : [])',
          replace: '(verdict === undefined ? [] : [])',
        },
      ],
      foundBy: ['I8', 'I7 end'],
    },
  ],
}
