import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import type { SilentReason } from '../../../shared/rules/telemetry.ts'
import { hour, minute, staleAfterMs } from '../../../shared/rules/timing.ts'
import { senderKeyOf } from '../../virtual/stage.ts'
import { tellsOfSeveral } from '../../virtual/texts.ts'
import { callsOf } from '../history.ts'
import { senders } from '../schedule.ts'
import type { Decision } from './decisions.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { hasEmptyHour, hasRoom, isBesieged, isMonthAhead, toleranceMs } from './room.ts'
import { onRecord, type Save } from './saves.ts'

/** How stale an eventually consistent read may be. */
const lagMs = 1000

/** When each reason for silence is justified, determined independently of the rules under test. */
const reasons: { readonly [R in SilentReason]: (decision: Decision, ledger: Ledger) => boolean } = {
  malformed: () => false,
  'unknown-line': () => false,
  country: () => false,
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
  duplicate: ({ text, at }, { reservations }) =>
    reservations.some((reservation) => reservation.inboundId === text.inboundId && reservation.at <= at),
  'over-budget': (decision, ledger) => !hasRoom(decision, ledger) || isMonthAhead(decision, ledger),
  siege: (decision, ledger) => isBesieged(decision, ledger) && !hasEmptyHour(decision, ledger),
}

/** The earliest time, by the clock of its process, at which the text can have been decided. */
const earliestDecision = ({ invocation: { startedAt, skewMs } }: Decision): number => startedAt + skewMs

/** The versions of the record in the last minute. A process may rely on what it has read for that long. */
const recentVersions = (saves: readonly Save[], { text, at, invocation }: Decision): readonly SenderRecord[] =>
  onRecord(saves, text.sender, invocation.startedAt - minute - toleranceMs, at)

/**
 * When the process had read the sender's record, and when it may have begun to judge the text. That is when it requested this record or,
 * for a sender with an alias, the alias before it.
 */
const readsOf = ({ text: { sender, to }, invocation }: Decision) => {
  const loads = callsOf(invocation.calls, 'senders.load')
  const isOwn = ({ args: [key] }: (typeof loads)[number]) => key === senderKeyOf(senders[sender])
  const begins = tellsOfSeveral(to) ? loads : loads.filter(isOwn)
  return loads
    .filter(isOwn)
    .flatMap(({ endedAt: at, calledAt }) =>
      at === undefined
        ? []
        : begins.flatMap(({ calledAt: judgedAt }) => (judgedAt <= calledAt ? [{ at, judgedAt }] : [])),
    )
}

const isAnsweredRecently = (
  { text, invocation }: Decision,
  at: number,
  judgedAt: number,
  { saves, history }: Ledger,
): boolean =>
  onRecord(saves, text.sender, at - lagMs, at).some((record) =>
    history.config.limits.some(({ replies, perMs }) => {
      const counting = [...record.replies.values()].filter((time) => time + perMs > judgedAt + invocation.skewMs)
      return counting.length >= replies
    }),
  )

export const silentForCause = invariant(
  'I5 silence',
  'A text is silenced only for a reason that is true when the text is decided.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict !== 'reply'),
  (decision, ledger) =>
    decision.verdict === 'reply' || reasons[decision.verdict](decision, ledger)
      ? undefined
      : `${decision.text.inboundId} was silenced as ${decision.verdict}, which was not true`,
)
