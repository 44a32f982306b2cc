import { minute } from '../../../shared/rules/timing.ts'
import { senderKeyOf } from '../../virtual/stage.ts'
import { callsOf, type Invocation, type SentText } from '../history.ts'
import { keysOf, type SenderName, senders } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

type Known = { readonly at: number; readonly sender: SenderName; readonly invocation: Invocation }

/**
 * Invocations in which all texts of one sender are first deliveries without a keyword or a reservation, while the process knows that the
 * sender is blocked.
 */
const ofKnownBlocked = (ledger: Ledger): readonly Known[] =>
  ledger.history.invocations.flatMap((invocation) => {
    const { functionName, startedAt: at, messages } = invocation
    if (functionName !== 'receive-sms') return []
    return names
      .filter((sender) => {
        const own = messages.filter(({ inboundId }) => textOf(ledger, inboundId)?.sender === sender)
        return (
          own.length > 0 &&
          own.every(({ receives }) => receives === 1) &&
          own.every(({ inboundId }) => isPlain(textOf(ledger, inboundId)) && !isReserved(ledger, inboundId)) &&
          isKnown(ledger, invocation, sender)
        )
      })
      .map((sender) => ({ at, sender, invocation }))
  })

const names = Object.keys(senders) as readonly SenderName[]

const isPlain = (text: SentText | undefined): boolean => text?.words === 'Salut' || text?.words === ''

const isReserved = ({ reservations }: Ledger, inboundId: string): boolean =>
  reservations.some((reservation) => reservation.inboundId === inboundId)

const textOf = ({ history }: Ledger, inboundId: string) => history.texts.find((text) => text.inboundId === inboundId)

/**
 * Whether the process, in an invocation within the last minute, gave the sender only silence and saw a block on record that still lasts.
 */
const isKnown = ({ decisions }: Ledger, { process, startedAt, skewMs }: Invocation, sender: SenderName): boolean => {
  const key = senderKeyOf(senders[sender])
  const now = startedAt + skewMs
  return decisions
    .filter(
      ({ text, verdict, invocation }) =>
        text.sender === sender && silences.includes(verdict) && invocation.process === process,
    )
    .filter(({ invocation }) => invocation.startedAt < startedAt && startedAt < invocation.startedAt + minute)
    .filter(({ invocation }) =>
      decisions.every(
        (other) => other.invocation !== invocation || other.text.sender !== sender || silences.includes(other.verdict),
      ),
    )
    .some(({ invocation: { calls }, at }) => {
      const read = callsOf(calls, 'senders.load').filter(({ args }) => args[0] === key)
      const saved = callsOf(calls, 'senders.save').filter(({ args }) => args[0] === key)
      const records = [
        ...read.flatMap(({ effects }) => effects.map(({ answer }) => answer.record)),
        ...saved.flatMap(({ args, effects }) => (effects.some(({ answer }) => answer === 'saved') ? [args[1]] : [])),
      ]
      return at <= startedAt && records.some(({ blockedUntil }) => blockedUntil > now)
    })
}

const silences: readonly string[] = ['blocked', 'answered-recently', 'opted-out']

export const knownBlockedIsFree = invariant(
  'I6',
  'A process that silenced a sender within the last minute, and saw a block that still lasts, does not read the record of that sender when all texts of the sender in a batch are first deliveries without a keyword or a reservation, except to note that the sender has two names.',
  ofKnownBlocked,
  ({ sender, invocation }) => {
    const keys = callsOf(invocation.calls, 'senders.load').map(({ args }) => args[0])
    const own = senderKeyOf(senders[sender])
    const notesNames = keysOf(senders[sender]).some((key) => key !== own && keys.includes(key))
    return keys.includes(own) && !notesNames
      ? `the record of ${sender} was read, though the process knew of the block`
      : undefined
  },
)
