import { expireAfterMs } from '../../../shared/rules/timing.ts'
import { callsOf, type History, type Invocation } from '../history.ts'
import { nameOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Settlement } from './ledger.ts'
import { onRecord, type Reservation } from './saves.ts'

const metricOf = {
  sent: 'RepliesSubmitted',
  failed: 'RepliesFailed',
  uncertain: 'RepliesUncertain',
  expired: 'RepliesExpired',
  cancelled: 'RepliesCancelled',
} as const

export const everyReplyEnds = invariant(
  'I7 end',
  'when all faults are over, every reservation has ended as sent, failed, uncertain, cancelled or expired, unless its text was gone',
  ({ reservations }) => reservations.filter(({ takenBackAt }) => takenBackAt === Number.POSITIVE_INFINITY),
  (reservation, { history }) =>
    history.claims.get(reservation.inboundId)?.outcome !== undefined || wasGone(history, reservation)
      ? undefined
      : `${reservation.inboundId} was reserved and has no outcome`,
)

export const oneOutcome = invariant(
  'I7 once',
  'a reply has one outcome, which never changes',
  ({ settlements }) => settlements,
  ({ inboundId, outcome }, { settlements, history }) => {
    if (settlements.filter((other) => other.inboundId === inboundId).length > 1) return `${inboundId} ended twice`
    return history.claims.get(inboundId)?.outcome === outcome ? undefined : `${inboundId} lost its outcome`
  },
)

export const countedOnce = invariant(
  'I7 counted',
  'an outcome is counted once: not at all only if its process died, or got no answer, between the write and the count',
  ({ settlements }) => settlements,
  ({ inboundId, outcome, call }, { history }) => {
    const counts = countsOf(history, inboundId)
    const counted = timesCounted(history, inboundId)
    if (counted > 1) return `${inboundId} was counted ${counted} times`
    if (counted === 0) return isExcused(call) ? undefined : `${inboundId} is ${outcome}, which was never counted`
    return counts.some(({ name, value }) => name === outcome && value === 1)
      ? undefined
      : `${inboundId} is ${outcome}, but another outcome was counted`
  },
)

export const honestOutcome = invariant(
  'I7 honest',
  'what was sent was published, and what failed, expired or was cancelled was not',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome !== 'uncertain'),
  ({ inboundId, outcome }, { publishes }) => {
    const published = publishes.some((publish) => publish.inboundId === inboundId)
    return published === (outcome === 'sent')
      ? undefined
      : `${inboundId} is ${outcome}, but was published: ${published}`
  },
)

/** Faults after which the process knows whether its request took effect. */
const answersPlainly: readonly string[] = ['works', 'repeated', 'retryable', 'rejected']

export const noFalseUncertain = invariant(
  'I7 uncertain',
  'a reply is uncertain only if the carrier left it open, or its process died or got an error, after it had the claim',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'uncertain'),
  ({ inboundId }, { claimings, history }) => {
    const token = history.claims.get(inboundId)?.token
    const claiming = claimings.find((one) => one.inboundId === inboundId && one.claim.token === token)
    if (claiming === undefined) return `${inboundId} is uncertain, but nobody claimed it`
    const { invocation, nth } = claiming.call
    const troubled = invocation.calls
      .slice(invocation.calls.findIndex((call) => call.verb === 'claims.claim' && call.nth === nth))
      .some(({ fault }) => !answersPlainly.includes(fault))
    return troubled || invocation.end?.kind === 'died' ? undefined : `${inboundId} is uncertain for no reason`
  },
)

export const expiredInTime = invariant(
  'I7 expired',
  'a reply expires a day after it was first due or when its carrier would refuse it, not before',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'expired'),
  ({ inboundId, at, call: { invocation } }) => {
    const { firstDueAt = 0, answerBy = Number.POSITIVE_INFINITY } = invocation.messages[0]?.reply ?? {}
    const expiresAt = Math.min(firstDueAt + expireAfterMs, answerBy)
    return at + invocation.skewMs >= expiresAt ? undefined : `${inboundId} expired too early`
  },
)

export const cancelledForCause = invariant(
  'I7 cancelled',
  'a reply is cancelled only if its sender opted out, its reservation is gone, or an operator cancelled it',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'cancelled'),
  ({ inboundId, at, call: { invocation } }, { saves, history }) => {
    if (cancelledByOperator(history, inboundId)) return undefined
    const key = invocation.messages[0]?.reply?.senderKey ?? ''
    // Every version of the record that the process may have read.
    const records = onRecord(saves, nameOf(key), invocation.startedAt, at)
    return records.some(({ optedOutUntil, replies }) => optedOutUntil > at || !replies.has(inboundId))
      ? undefined
      : `${inboundId} was cancelled for no reason`
  },
)

export const cancelledIsCounted = invariant(
  'I7 cancelled, counted',
  'what an operator has cancelled is counted when it comes up',
  ({ history }) =>
    [...history.claims].flatMap(([inboundId, { claimedAt, uncounted }]) =>
      cancelledByOperator(history, inboundId) ? [{ at: claimedAt, inboundId, uncounted }] : [],
    ),
  ({ at, inboundId, uncounted }, { history }) => {
    const cameUp = history.invocations.some(
      ({ functionName, messages: [message], startedAt, end }) =>
        functionName === 'send-reply' &&
        message?.inboundId === inboundId &&
        !history.forged.has(message.messageId) &&
        startedAt > at &&
        end?.kind === 'answered' &&
        end.done.includes(message.messageId),
    )
    return uncounted && cameUp ? `${inboundId} came up, and was not counted as cancelled` : undefined
  },
)

export const cancelledByOperator = ({ calls }: History, inboundId: string): boolean =>
  callsOf(calls, 'claims.claim').some(
    ({ args, invocation, effects }) =>
      args[0] === inboundId &&
      invocation.functionName === 'operator' &&
      effects.some(({ answer }) => answer.token === args[1].token),
  )

/** Whether the process died before its metrics were flushed, or never learnt that its write took effect. */
const isExcused = ({ invocation, fault }: Settlement['call']): boolean =>
  invocation.end?.kind === 'died' || fault === 'lost' || fault === 'hangs after'

export const timesCounted = (history: History, inboundId: string): number =>
  countsOf(history, inboundId).reduce((sum, { value }) => sum + value, 0)

const countsOf = (history: History, inboundId: string) =>
  history.invocations
    .filter((invocation) => invocation.functionName === 'send-reply' && invocation.messages[0]?.inboundId === inboundId)
    .flatMap(flushed)

const flushed = ({ counts, end }: Invocation) =>
  end?.kind === 'died'
    ? []
    : Object.entries(metricOf).flatMap(([name, metric]) => ({ name, value: counts.get(metric) ?? 0 }))

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
