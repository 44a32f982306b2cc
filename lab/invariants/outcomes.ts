import { courses, type FaultOrNone } from '../simulation/courses.ts'
import type { History, Invocation } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'
import { hasAnswer, type Ledger, onRecord, removedBy } from './ledger.ts'

const metricOf = {
  sent: 'RepliesSubmitted',
  failed: 'RepliesFailed',
  uncertain: 'RepliesUncertain',
  expired: 'RepliesExpired',
  cancelled: 'RepliesCancelled',
} as const

const oneOutcome = invariant(
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

const countedOnce = invariant(
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

const isHonest = invariant(
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

const isPlain = (fault: FaultOrNone): boolean => hasAnswer(fault) && courses[fault].carrierAnswer !== 'unknown'

const noFalseUncertain = invariant(
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
      .some(({ fault }) => !isPlain(fault))
    return troubled || invocation.end?.kind === 'died'
      ? undefined
      : `the reply to ${inboundId} is uncertain, though nothing went wrong after it was claimed`
  },
)

const cancelledForCause = invariant(
  'I7 cancelled',
  'A reply is cancelled only if its sender is opted out, its promise is gone, or its line or country is removed.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'cancelled'),
  ({ inboundId, at, call: { invocation } }, ledger) => {
    if (removedBy(ledger.history, inboundId, invocation.startedAt) !== undefined) return undefined
    const key = invocation.messages[0]?.reply?.senderKey ?? ''
    const records = onRecord(ledger.saves, nameOf(key), invocation.startedAt, at)
    return records.some(({ optedOutUntil, replies }) => optedOutUntil > at || !replies.has(inboundId))
      ? undefined
      : `the reply to ${inboundId} was cancelled without a valid reason`
  },
)

const removedIsNotSent = invariant(
  'removed: sent',
  'An invocation that begins after a deployment has removed a line or a country submits no reply that is for it.',
  ({ attempts }) => attempts,
  ({ inboundId, call: { invocation } }, { history }) =>
    removedBy(history, inboundId, invocation.startedAt)
      ? `the reply to ${inboundId} was submitted, though its line or country was removed`
      : undefined,
)

/** Whether the process died before its metrics were flushed, or never learnt that its write took effect. */
const isExcused = ({ invocation, fault }: Ledger['settlements'][number]['call']): boolean =>
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

/** The outcome of a reply is true, final, and counted once. */
export const outcomes = [oneOutcome, countedOnce, isHonest, noFalseUncertain, cancelledForCause, removedIsNotSent]
