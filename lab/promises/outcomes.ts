import { callsOf, type History, type Invocation } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { onRecord, type Settlement } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

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

const honestOutcome = invariant(
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
      .some(({ fault }) => !answersPlainly.includes(fault))
    return troubled || invocation.end?.kind === 'died'
      ? undefined
      : `the reply to ${inboundId} is uncertain, though nothing went wrong after it was claimed`
  },
)

const cancelledForCause = invariant(
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

const cancelledIsCounted = invariant(
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

const handler = 'functions/send-reply/handler.ts'
const outcome = 'functions/send-reply/outcome.ts'

/** The outcome of a reply is true, final, and counted once. */
export const outcomes: Promised = {
  invariants: [oneOutcome, countedOnce, honestOutcome, noFalseUncertain, cancelledForCause, cancelledIsCounted],
  mutants: [
    {
      name: 'existing outcome overwritten',
      breaks: 'A claim that already has an outcome gets another one.',
      edits: [
        {
          file: 'lab/virtual/stores.ts',
          find: 'if (claim?.token === token && (claim.outcome === undefined || claim.uncounted)) {',
          replace: 'if (claim?.token === token) {',
        },
      ],
      foundBy: ['I7 once'],
    },
    {
      name: 'unwritten outcome counted',
      breaks: 'An outcome is counted even if the claim already had one and it was not written.',
      edits: [
        {
          file: outcome,
          find: 'if (await claims.settle(reply.inboundId, token, outcome, newToken())) report',
          replace: 'await claims.settle(reply.inboundId, token, outcome, newToken())\n  report',
        },
      ],
      foundBy: ['I7 counted'],
    },
    {
      name: 'rejected reply counted as sent',
      breaks: 'A reply that the carrier rejected gets the outcome “sent”.',
      edits: [{ file: handler, find: "token, 'failed'", replace: "token, 'sent'" }],
      foundBy: ['I7 honest'],
    },
    {
      name: 'claim not released',
      breaks: 'A reply that its line temporarily refused stays claimed, and ends as uncertain.',
      edits: [{ file: handler, find: '      await dispatcher.claims.release(reply.inboundId, token)\n', replace: '' }],
      foundBy: ['I7 uncertain'],
    },
    {
      name: 'eventually consistent read before sending',
      breaks:
        'The last check before sending uses an eventually consistent read, which may miss a recent STOP or reservation.',
      edits: [
        {
          file: handler,
          find: "const { record } = await loadSender(dispatcher, reply.senderKey, 'consistent')",
          replace: "const { record } = await loadSender(dispatcher, reply.senderKey, 'eventual')",
        },
      ],
      foundBy: ['I7 cancelled', 'opt-out: sent', 'I5'],
    },
    {
      name: 'cancellation not counted',
      breaks: 'A reply that an operator has cancelled is not counted as cancelled.',
      edits: [{ file: outcome, find: 'claim.uncounted ?', replace: 'claim.uncounted && dispatcher.now() < 0 ?' }],
      foundBy: ['I7 cancelled, counted'],
    },
  ],
}
