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
  'a forged or changed reply is counted and dropped, without a request to anybody',
  ofForged,
  ({ message, invocation: { calls, counts, end } }) => {
    if (calls.length > 0) return `a forged reply to ${message.inboundId} cost a request`
    if (end?.kind !== 'answered') return undefined
    if (!end.done.includes(message.messageId)) return `a forged reply to ${message.inboundId} was kept`
    return counts.get('RepliesForged') === 1 ? undefined : `a forged reply to ${message.inboundId} was not counted`
  },
)

export const genuineIsNotDropped = invariant(
  'genuine',
  'no reply is dropped as forged that our functions have queued, and that comes as it was',
  ({ history }) =>
    history.invocations.flatMap((invocation) =>
      invocation.counts.has('RepliesForged') ? [{ at: invocation.startedAt, invocation }] : [],
    ),
  ({ invocation: { messages } }, { history }) =>
    messages.every(({ messageId }) => history.forged.has(messageId))
      ? undefined
      : `the reply to ${messages[0]?.inboundId} was dropped`,
)
