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
  'When all faults are over, every reservation that was not taken back has an outcome (sent, failed, uncertain, cancelled or expired), unless SQS gave up its text or reply as a dead letter, or another invocation had already acknowledged the text.',
  ({ reservations }) => reservations.filter(({ takenBackAt }) => takenBackAt === Number.POSITIVE_INFINITY),
  (reservation, { history }) =>
    history.claims.get(reservation.inboundId)?.outcome !== undefined || wasGone(history, reservation)
      ? undefined
      : `the reservation for ${reservation.inboundId} has no outcome`,
)

export const oneOutcome = invariant(
  'I7 once',
  'The outcome of a reply is written only once, and never changes.',
  ({ settlements }) => settlements,
  ({ inboundId, outcome }, { settlements, history }) => {
    if (settlements.filter((other) => other.inboundId === inboundId).length > 1)
      return `the outcome of the reply to ${inboundId} was written twice`
    return history.claims.get(inboundId)?.outcome === outcome
      ? undefined
      : `the outcome of the reply to ${inboundId} changed from ${outcome}`
  },
)

export const countedOnce = invariant(
  'I7 counted',
  'Every outcome is counted exactly once, and as what it is; it may stay uncounted only if the invocation that wrote it crashed, timed out or never got the response of the store.',
  ({ settlements }) => settlements,
  ({ inboundId, outcome, call }, { history }) => {
    const counts = countsOf(history, inboundId)
    const counted = timesCounted(history, inboundId)
    if (counted > 1) return `outcomes of the reply to ${inboundId} were counted ${counted} times`
    if (counted === 0)
      return isExcused(call) ? undefined : `the outcome ${outcome} of the reply to ${inboundId} was never counted`
    return counts.some(({ name, value }) => name === outcome && value === 1)
      ? undefined
      : `the outcome of the reply to ${inboundId} is ${outcome}, but another one was counted`
  },
)

export const honestOutcome = invariant(
  'I7 honest',
  'The carrier accepted every reply whose outcome is sent, and none whose outcome is failed, expired or cancelled.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome !== 'uncertain'),
  ({ inboundId, outcome }, { publishes }) => {
    const published = publishes.some((publish) => publish.inboundId === inboundId)
    return published === (outcome === 'sent')
      ? undefined
      : `the outcome of the reply to ${inboundId} is ${outcome}, but the carrier ${published ? 'accepted it' : 'never accepted it'}`
  },
)

/** Faults after which the process knows whether its request took effect. */
const answersPlainly: readonly string[] = [
  'works',
  'request applied twice',
  'carrier answered throttled',
  'carrier answered retryable',
  'carrier answered refused',
  'carrier answered rejected',
]

export const noFalseUncertain = invariant(
  'I7 uncertain',
  'The outcome of a reply is uncertain only if the invocation that claimed the reply crashed or timed out, or if one of its requests from the claim on got an error, no response or the answer unknown.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'uncertain'),
  ({ inboundId }, { claimings, history }) => {
    const token = history.claims.get(inboundId)?.token
    const claiming = claimings.find((one) => one.inboundId === inboundId && one.claim.token === token)
    if (claiming === undefined) return `the reply to ${inboundId} is uncertain, but was never claimed`
    const { invocation, nth } = claiming.call
    const troubled = invocation.calls
      .slice(invocation.calls.findIndex((call) => call.verb === 'claims.claim' && call.nth === nth))
      .some(({ fault }) => !answersPlainly.includes(fault))
    return troubled || invocation.end?.kind === 'died'
      ? undefined
      : `the reply to ${inboundId} is uncertain, though nothing went wrong after it was claimed`
  },
)

export const expiredInTime = invariant(
  'I7 expired',
  'A reply does not expire, by the clock of its process, until a day after it was first due or until its carrier’s deadline for replies, whichever is earlier.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'expired'),
  ({ inboundId, at, call: { invocation } }) => {
    const { firstDueAt = 0, answerBy = Number.POSITIVE_INFINITY } = invocation.messages[0]?.reply ?? {}
    const expiresAt = Math.min(firstDueAt + expireAfterMs, answerBy)
    return at + invocation.skewMs >= expiresAt ? undefined : `the reply to ${inboundId} expired too early`
  },
)

export const cancelledForCause = invariant(
  'I7 cancelled',
  'A reply is cancelled only if its sender is opted out, its reservation is gone, or an operator cancels it.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'cancelled'),
  ({ inboundId, at, call: { invocation } }, { saves, history }) => {
    if (cancelledByOperator(history, inboundId)) return undefined
    const key = invocation.messages[0]?.reply?.senderKey ?? ''
    // Every version of the record that the process may have read.
    const records = onRecord(saves, nameOf(key), invocation.startedAt, at)
    return records.some(({ optedOutUntil, replies }) => optedOutUntil > at || !replies.has(inboundId))
      ? undefined
      : `the reply to ${inboundId} was cancelled without a valid reason`
  },
)

export const cancelledIsCounted = invariant(
  'I7 cancelled, counted',
  'A reply that an operator cancelled is counted by the time a later invocation of send-reply acknowledges its message.',
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
    return uncounted && cameUp
      ? `the message of the cancelled reply to ${inboundId} was acknowledged, but the reply was not counted`
      : undefined
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
  invocation.end?.kind === 'died' || fault === 'response lost' || fault === 'no response, applied'

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
