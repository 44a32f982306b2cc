import { carriers } from '../../shared/rules/carriers.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import type { SilentReason } from '../../shared/rules/telemetry.ts'
import { comesBackAfterMs, hour, minute, staleAfterMs } from '../../shared/rules/timing.ts'
import { hadRoom, isBesieged, isMonthHalfBooked, mayLackRoom, toleranceMs } from './budget.ts'
import { invariant } from './invariant.ts'
import { type DecidedText, followsReply, isWish, type Ledger, onRecord, removedBy, type Save } from './ledger.ts'
import { waitedBefore } from './waiting.ts'

/** When each reason is justified, determined without the rules under test. */
const reasons: { readonly [R in SilentReason]: (decision: DecidedText, ledger: Ledger) => boolean } = {
  malformed: () => false,
  'unknown-line': ({ text, invocation }, { history }) =>
    removedBy(history, text.inboundId, invocation.startedAt) === 'line',
  country: ({ text, invocation }, { history }) =>
    (text.sender === 'C' && carriers[text.to].ownCountryOnly && text.words !== 'STOP') ||
    removedBy(history, text.inboundId, invocation.startedAt) === 'country',
  'own-line': () => false,
  'not-a-mobile': ({ text }) => text.sender === 'D',
  stale: ({ text, at }, { history: { config } }) =>
    at + toleranceMs > text.sentAt + staleAfterMs ||
    // No whole hour is left in which a reply could be due.
    (text.answerBy !== undefined && at + toleranceMs + config.replyDelayMs.max + 2 * hour > text.answerBy),
  'opted-out': (decision, ledger) =>
    decision.text.words === 'STOP' ||
    (isWish(decision.text) && followsReply(ledger, decision.text, decision.at, decision.text.sentAt)) ||
    recentVersions(ledger.saves, decision).some(({ optedOutUntil }) => optedOutUntil > earliestDecision(decision)),
  blocked: (decision, { saves }) =>
    recentVersions(saves, decision).some(({ blockedUntil }) => blockedUntil > earliestDecision(decision)),
  'answered-recently': (decision, ledger) =>
    recentVersions(ledger.saves, decision).some((record) =>
      ledger.history.config.limits.some(({ replies, perMs }) => {
        const since = earliestDecision(decision) - perMs
        const counts = (id: string, dueAt: number) =>
          dueAt > since || wasDelayed(ledger, id, since, decision.invocation.startedAt)
        const counting = [...record.replies].filter(([id, { dueAt }]) => counts(id, dueAt))
        return counting.length >= replies
      }),
    ),
  duplicate: ({ text, at, invocation }, { savedReplies, saves }) => {
    const copies = invocation.messages.filter(({ inboundId }) => inboundId === text.inboundId)
    // What an invocation has saved of its only copy of a text says nothing about another one.
    const byOthers = saves.filter((save) => copies.length > 1 || save.invocation !== invocation)
    return (
      savedReplies.some((saved) => saved.inboundId === text.inboundId && saved.at <= at) ||
      waitedBefore(byOthers, text.sender, text.inboundId, at)
    )
  },
  'over-budget': (decision, ledger) => !hadRoom(decision, ledger) || isMonthHalfBooked(decision, ledger),
  siege: (decision, ledger) =>
    (isTooSoon(decision, ledger) && mayLackRoom(decision, ledger)) ||
    hasWaited(decision, ledger) ||
    isBesieged(decision, ledger),
  'asks-again': (decision, ledger) =>
    mayLackRoom(decision, ledger) &&
    recentVersions(ledger.saves, decision).some(
      ({ waiting }) => waiting !== undefined && waiting.inboundId !== decision.text.inboundId,
    ),
}

/** Whether a text of the sender was turned away within five minutes. */
const isTooSoon = (decision: DecidedText, { saves }: Ledger): boolean =>
  recentVersions(saves, decision).some(
    ({ turnedAwayAt }) => Math.abs(decision.text.sentAt - turnedAwayAt) < comesBackAfterMs + toleranceMs,
  )

const hasWaited = ({ text, at }: DecidedText, { saves }: Ledger): boolean =>
  waitedBefore(saves, text.sender, text.inboundId, at)

/** Whether a reply was claimed for being sent after `since`, or had not ended when the invocation began. */
const wasDelayed = ({ claimings, settlements }: Ledger, inboundId: string, since: number, until: number): boolean => {
  const claiming = claimings.findLast((one) => one.inboundId === inboundId && one.claim.outcome === undefined)
  const isSettled = settlements.some((settled) => settled.inboundId === inboundId && settled.at <= until)
  return isSettled ? claiming !== undefined && claiming.at + toleranceMs > since : true
}

const earliestDecision = ({ invocation: { startedAt, skewMs } }: DecidedText): number => startedAt + skewMs

/** A process may rely for a minute on what it has read. */
const recentVersions = (saves: readonly Save[], { text, at, invocation }: DecidedText): readonly SenderRecord[] =>
  onRecord(saves, text.sender, invocation.startedAt - minute - toleranceMs, at)

/** A text is silenced only for a true reason. */
export const silence = invariant(
  'I5 silence',
  'A text is silenced only for a reason that is true when the text is decided.',
  ({ decisions }) => decisions.filter(({ verdict }) => verdict !== 'reply'),
  (decision, ledger) =>
    decision.verdict === 'reply' || reasons[decision.verdict](decision, ledger)
      ? undefined
      : `${decision.text.inboundId} was silenced as ${decision.verdict}, which was not true`,
)
