import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** Invocations of send-reply that received a forged message. */
const ofForged = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) => {
    const [message] = invocation.messages
    return message !== undefined && invocation.functionName === 'send-reply' && history.forged.has(message.messageId)
      ? [{ at: invocation.startedAt, message, invocation }]
      : []
  })

export const forgedIsDropped = invariant(
  'forged',
  'A forged or altered reply is dropped and counted once, without a single request to a store, a queue or a carrier.',
  ofForged,
  ({ message, invocation: { calls, counts, end } }) => {
    if (calls.length > 0) return `send-reply made a request for a forged reply to ${message.inboundId}`
    if (end?.kind !== 'answered') return undefined
    if (!end.done.includes(message.messageId)) return `a forged reply to ${message.inboundId} was left in the queue`
    return counts.get('RepliesForged') === 1
      ? undefined
      : `a forged reply to ${message.inboundId} was not counted exactly once`
  },
)

export const genuineIsNotDropped = invariant(
  'genuine',
  'A reply that our functions queued, and that arrives unaltered, is never counted as forged.',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      invocation.counts.has('RepliesForged') ? [{ at: invocation.startedAt, invocation }] : [],
    ),
  ({ invocation: { messages } }, { history }) =>
    messages.every(({ messageId }) => history.forged.has(messageId))
      ? undefined
      : `the genuine reply to ${messages[0]?.inboundId} was counted as forged`,
)
