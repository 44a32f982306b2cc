import { fingerprint } from '../../shared/rules/sender-class.ts'
import { day, minute } from '../../shared/rules/timing.ts'
import { nameOf, type SenderName } from '../simulation/schedule.ts'
import { type Invariant, invariant } from './invariant.ts'
import { type Ledger, onRecord } from './ledger.ts'
import { removedBy } from './removals.ts'

/** A year, and a day, within which a blocked sender's further STOPs change nothing. */
const optOutMs = 366 * day

const stopIsHonoured = invariant(
  'opt-out: sent',
  'An invocation sends no reply to a sender who is opted out from its start until it submits the reply.',
  ({ publishes }) => publishes,
  ({ inboundId, reply, call: { invocation, calledAt } }, { saves }) =>
    onRecord(saves, nameOf(reply.senderKey), invocation.startedAt, calledAt).every(
      ({ optedOutUntil }) => optedOutUntil > invocation.startedAt + invocation.skewMs,
    )
      ? `the reply to ${inboundId} was sent, though its sender was opted out`
      : undefined,
)

const stopHoldsForAllNames = invariant(
  'opt-out: names',
  'No reply is sent for a text that comes more than a minute and less than a year after a STOP by the same person was decided, whichever names of the person the two show, unless the person has texted START.',
  ({ publishes }) => publishes,
  ({ inboundId, reply }, { decisions, history: { texts } }) => {
    const text = texts.find((one) => one.inboundId === inboundId)
    const person = nameOf(reply.senderKey)
    if (text === undefined || texts.some(({ sender, words }) => sender === person && words === 'START'))
      return undefined
    const stopped = decisions.some(
      ({ text: { sender, words, queuedAt }, at }) =>
        sender === person &&
        words === 'STOP' &&
        at < text.queuedAt - minute &&
        text.queuedAt < queuedAt + optOutMs - day,
    )
    return stopped ? `the text ${inboundId} was answered, though its sender had texted STOP` : undefined
  },
)

const stopIsRemembered = invariant(
  'opt-out: remembered',
  'After a STOP is decided as an opt-out, some version of the sender’s record notes an opt-out of at least a year from when the STOP reached us.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'STOP' && verdict === 'opted-out'),
  ({ text: { sender, queuedAt, inboundId } }, { saves }) =>
    saves.some(({ sender: other, after }) => other === sender && after.optedOutUntil >= queuedAt + optOutMs - day)
      ? undefined
      : `the opt-out by ${inboundId} is not in the record of ${sender}`,
)

const stopLastsAYear = invariant(
  'opt-out: a year',
  'A save that begins or extends an opt-out sets its end to exactly a year and a day after a STOP reached us that the invocation received, in true time.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil > before.optedOutUntil),
  ({ sender, after, invocation }, { history: { texts } }) => {
    const counted = texts.some(
      (text) =>
        text.words === 'STOP' &&
        text.queuedAt + optOutMs === after.optedOutUntil &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return counted ? undefined : `the opt-out of ${sender} does not end a year and a day after a STOP reached us`
  },
)

const stopIsAnOptOut = invariant(
  'opt-out: decided',
  'A STOP from a mobile number is always decided as an opt-out, however late it arrives, unless its line or country was removed.',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict, invocation }, { history }) =>
    verdict === 'opted-out' || removedBy(history, text.inboundId, invocation.startedAt) !== undefined
      ? undefined
      : `the STOP ${text.inboundId} was decided as ${verdict}`,
)

const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'An opt-out ends early only through a START from its sender that reached us no earlier than the last STOP and at most ten minutes after the first.',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil < before.optedOutUntil),
  ({ sender, before, invocation, at }, ledger) => {
    if (before.optedOutUntil <= at + invocation.skewMs) return undefined
    const ended = ledger.history.texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.queuedAt >= before.optedOutUntil - optOutMs &&
        text.queuedAt <= beganAt(ledger, sender, at) + 10 * minute &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return ended ? undefined : `the opt-out of ${sender} was ended without a START in time`
  },
)

const earlyStartEndsIt = invariant(
  'opt-out: START',
  'A START that reached us no earlier than the last STOP and at most ten minutes after the first ends the opt-out, unless its sender has been blocked.',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'START' && verdict === 'opted-out'),
  ({ at, text, invocation }, ledger) => {
    const records = onRecord(ledger.saves, text.sender, invocation.startedAt, at)
    const isOwed = records.every(
      ({ optedOutUntil, blockedUntil, struck }) =>
        optedOutUntil > at + invocation.skewMs &&
        blockedUntil === 0 &&
        text.queuedAt >= optedOutUntil - optOutMs &&
        !struck.includes(fingerprint(text.inboundId)),
    )
    return isOwed && text.queuedAt <= beganAt(ledger, text.sender, at) + 10 * minute
      ? `${text.inboundId} did not end the opt-out of ${text.sender}`
      : undefined
  },
)

/**
 * When the first STOP of the opt-out that is in force reached us. It is computed from the texts and strikes, independently of the record's
 * `optedOutSince`.
 */
const beganAt = (ledger: Pick<Ledger, 'saves' | 'history'>, sender: SenderName, at: number): number => {
  const earlier = ledger.saves.filter((save) => save.sender === sender && save.at < at)
  const begins = earlier.findLastIndex(
    ({ at: savedAt, before, after, invocation }) =>
      after.optedOutUntil > before.optedOutUntil && before.optedOutUntil <= savedAt + invocation.skewMs,
  )
  const noted = earlier
    .slice(Math.max(0, begins))
    .flatMap(({ before, after }) => after.struck.filter((mark) => !before.struck.includes(mark)))
  const stops = ledger.history.texts.filter(
    ({ words, inboundId }) => words === 'STOP' && noted.includes(fingerprint(inboundId)),
  )
  return Math.min(...stops.map(({ queuedAt }) => queuedAt))
}

/** STOP holds for a year and for every name of its sender, and only an early START ends it. */
export const optOut: readonly Invariant[] = [
  stopIsHonoured,
  stopHoldsForAllNames,
  stopIsRemembered,
  stopLastsAYear,
  stopIsAnOptOut,
  onlyStartEndsIt,
  earlyStartEndsIt,
]
