import { carrierNames } from '../../../carriers/registry.ts'
import { silencedBecause, silentReasons } from '../../../shared/rules/telemetry.ts'
import type { Invocation } from '../history.ts'
import { lineOf, senders } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

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

export const decidedBeforeAcknowledged = invariant(
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

export const nothingTold = invariant(
  'promise 6',
  'No log entry contains a phone number or the words of a text.',
  ({ history }) => history.invocations.flatMap(({ logs }) => logs),
  ({ event, fields }) =>
    tells(fields) ? `"${event}" was logged with a phone number or the words of a text` : undefined,
)

const secrets = [...Object.values(senders), ...carrierNames.map(lineOf), 'Salut', 'START', 'STOP']

const tells = (fields: Invocation['logs'][number]['fields']): boolean =>
  Object.values(fields).some((value) => {
    if (typeof value === 'string') return secrets.some((secret) => value.includes(secret))
    if (Array.isArray(value)) return value.some((one) => secrets.some((secret) => String(one).includes(secret)))
    return typeof value === 'object' && tells(value as Invocation['logs'][number]['fields'])
  })
