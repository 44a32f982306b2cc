import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import type { SilentReason } from '../../shared/rules/telemetry.ts'
import { hour, minute, staleAfterMs } from '../../shared/rules/timing.ts'
import { callsOf, type Invocation, type SentText } from '../simulation/history.ts'
import { keysOf, type SenderName, senders } from '../simulation/schedule.ts'
import { hasOwnTopic, senderKeyOf } from '../virtual/messages.ts'
import { hadRoom, hasEmptyHour, isBesieged, isMonthAhead, toleranceMs } from './budget.ts'
import { type Invariant, invariant } from './invariant.ts'
import { type DecidedText, type Ledger, onRecord, type Save } from './ledger.ts'
import { removedBy } from './removals.ts'

/** How stale an eventually consistent read may be. */
const lagMs = 1000

/** When each reason for silence is justified, determined independently of the rules under test. */
const reasons: { readonly [R in SilentReason]: (decision: DecidedText, ledger: Ledger) => boolean } = {
  malformed: () => false,
  'unknown-line': ({ text, invocation }, { history }) =>
    removedBy(history, text.inboundId, invocation.startedAt) === 'line',
  country: ({ text, invocation }, { history }) =>
    removedBy(history, text.inboundId, invocation.startedAt) === 'country',
  'own-line': () => false,
  'not-a-mobile': ({ text }) => text.sender === 'D',
  stale: ({ text, at }, { history: { config } }) =>
    at + toleranceMs > text.sentAt + staleAfterMs ||
    // No whole hour is left in which a reply could be due.
    (text.answerBy !== undefined && at + toleranceMs + config.replyDelayMs.max + 2 * hour > text.answerBy),
  'opted-out': (decision, { saves }) =>
    decision.text.words === 'STOP' ||
    recentVersions(saves, decision).some(({ optedOutUntil }) => optedOutUntil > earliestDecision(decision)),
  blocked: (decision, { saves }) =>
    recentVersions(saves, decision).some(({ blockedUntil }) => blockedUntil > earliestDecision(decision)),
  'answered-recently': (decision, ledger) =>
    readsOf(decision).some(({ at, judgedAt }) => isAnsweredRecently(decision, at, judgedAt, ledger)),
  duplicate: ({ text, at }, { savedReplies }) =>
    savedReplies.some((saved) => saved.inboundId === text.inboundId && saved.at <= at),
  'over-budget': (decision, ledger) => !hadRoom(decision, ledger) || isMonthAhead(decision, ledger),
  siege: (decision, ledger) => isBesieged(decision, ledger) && !hasEmptyHour(decision, ledger),
}

/** The earliest time, by the clock of its process, at which the text can have been decided. */
const earliestDecision = ({ invocation: { startedAt, skewMs } }: DecidedText): number => startedAt + skewMs

/** The versions of the record in the last minute. A process may rely on what it has read for that long. */
const recentVersions = (saves: readonly Save[], { text, at, invocation }: DecidedText): readonly SenderRecord[] =>
  onRecord(saves, text.sender, invocation.startedAt - minute - toleranceMs, at)

/**
 * When the process had read the sender's record, and when it may have begun to judge the text. That is when it requested this record or,
 * for a sender with an alias, the alias before it.
 */
const readsOf = ({ text: { sender, to }, invocation }: DecidedText) => {
  const loads = callsOf(invocation.calls, 'senders.load')
  const isOwn = ({ args: [key] }: (typeof loads)[number]) => key === senderKeyOf(senders[sender])
  const begins = hasOwnTopic(to) ? loads : loads.filter(isOwn)
  return loads
    .filter(isOwn)
    .flatMap(({ endedAt: at, calledAt }) =>
      at === undefined
        ? []
        : begins.flatMap(({ calledAt: judgedAt }) => (judgedAt <= calledAt ? [{ at, judgedAt }] : [])),
    )
}

const isAnsweredRecently = (
  { text, invocation }: DecidedText,
  at: number,
  judgedAt: number,
  { saves, history }: Ledger,
): boolean =>
  onRecord(saves, text.sender, at - lagMs, at).some((record) =>
    history.config.limits.some(({ replies, perMs }) => {
      const counting = [...record.replies.values()].filter(({ at }) => at + perMs > judgedAt + invocation.skewMs)
      return counting.length >= replies
    }),
  )

const silentForCause = invariant(
  'I5 silence',
  'A text is silenced only for a reason that is true when the text is decided.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict !== 'reply'),
  (decision, ledger) =>
    decision.verdict === 'reply' || reasons[decision.verdict](decision, ledger)
      ? undefined
      : `${decision.text.inboundId} was silenced as ${decision.verdict}, which was not true`,
)

type Known = { readonly at: number; readonly sender: SenderName; readonly invocation: Invocation }

/**
 * Invocations in which all texts of one sender are first deliveries without a keyword or a promised reply, while the process knows that the
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
          own.every(({ inboundId }) => isPlain(textOf(ledger, inboundId)) && !isPromised(ledger, inboundId)) &&
          isKnown(ledger, invocation, sender)
        )
      })
      .map((sender) => ({ at, sender, invocation }))
  })

const names = Object.keys(senders) as readonly SenderName[]

const isPlain = (text: SentText | undefined): boolean => text?.words === 'Salut' || text?.words === ''

const isPromised = ({ savedReplies }: Ledger, inboundId: string): boolean =>
  savedReplies.some((saved) => saved.inboundId === inboundId)

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

const knownBlockedIsFree = invariant(
  'I6',
  'A process that silenced a sender within the last minute, and saw a block that still lasts, does not read the record of that sender when all texts of the sender in a batch are first deliveries without a keyword or a promised reply, except to note that the sender has two names.',
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

/** A text is silenced only for a true reason, and a sender who is known to be blocked costs no read. */
export const silence: readonly Invariant[] = [silentForCause, knownBlockedIsFree]
