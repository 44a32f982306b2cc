import { carrierNames } from '../../shared/rules/carriers.ts'
import { longestDeploymentMs } from '../../shared/rules/timing.ts'
import type { Invocation, PutForgery } from '../simulation/history.ts'
import { lineOf, senders } from '../simulation/schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

const ofForged = ({ history }: Ledger) =>
  history.invocations.flatMap((invocation) => {
    const [message] = invocation.messages
    const forgery = history.forged.get(message?.messageId ?? '')
    return message !== undefined && forgery !== undefined && invocation.functionName === 'send-reply'
      ? [{ at: invocation.startedAt, message, forgery, invocation }]
      : []
  })

/** It may be signed with a key that the process will get, so it must wait. */
const mayBeOurs = ({ putAt, ofOtherKey }: PutForgery, { startedAt, skewMs }: Invocation): boolean =>
  ofOtherKey && startedAt + skewMs - putAt <= longestDeploymentMs

/** Only replies that our functions have signed are sent. */
export const forgeries = invariant(
  'forged',
  'A forged or altered reply is dropped and counted once, without a single request to a store, a queue or a carrier: at once or, if it is signed with another key, when it is an hour old.',
  ofForged,
  ({ message, forgery, invocation }) => {
    const { calls, counts, end } = invocation
    if (calls.length > 0) return `send-reply made a request for a forged reply to ${message.inboundId}`
    if (end?.kind !== 'answered') return undefined
    const [dropped, counted] = mayBeOurs(forgery, invocation) ? [false, undefined] : [true, 1]
    if (end.done.includes(message.messageId) !== dropped)
      return `a forged reply to ${message.inboundId} was ${dropped ? 'left in the queue' : 'dropped too early'}`
    return counts.get('RepliesForged') === counted
      ? undefined
      : `a forged reply to ${message.inboundId} was not counted exactly once`
  },
)

/** Nothing that a log keeps says who wrote, or what. */
export const privacy = invariant(
  'private',
  'No log entry contains a phone number or the words of a text.',
  ({ history }) => history.invocations.flatMap(({ logs }) => logs),
  ({ event, fields }) =>
    tells(fields) ? `"${event}" was logged with a phone number or the words of a text` : undefined,
)

const secrets = [...Object.values(senders), ...carrierNames.map(lineOf), 'Salut', 'START', 'STOP']

const tells = (fields: object): boolean => secrets.some((secret) => JSON.stringify(fields).includes(secret))
