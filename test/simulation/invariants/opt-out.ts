import { fingerprint } from '../../../shared/rules/fingerprint.ts'
import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import { nameOf, type SenderName } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { onRecord } from './saves.ts'

const yearMs = 365 * day

export const stopIsHonoured = invariant(
  'opt-out: sent',
  'no reply is published by an invocation that began after its sender had opted out for good',
  ({ publishes }) => publishes,
  ({ inboundId, reply, call: { invocation, calledAt } }, { saves }) =>
    onRecord(saves, nameOf(reply.senderKey), invocation.startedAt, calledAt).every(
      ({ optedOutUntil }) => optedOutUntil > invocation.startedAt + invocation.skewMs,
    )
      ? `${inboundId} was answered though its sender had opted out`
      : undefined,
)

export const stopIsRemembered = invariant(
  'opt-out: remembered',
  'a STOP that was decided is on record for a year from when it was sent, or its blocked sender had opted out already',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'STOP' && verdict === 'opted-out'),
  ({ text: { sender, sentAt, inboundId } }, { saves }) =>
    saves.some(
      ({ sender: other, after }) =>
        other === sender && (after.optedOutUntil >= sentAt + yearMs || isBlockedAndOptedOut(after)),
    )
      ? undefined
      : `${inboundId} of ${sender} is not on record`,
)

export const stopLastsAYear = invariant(
  'opt-out: a year',
  'an opt-out ends a year after a STOP was sent, by the clock that is surely not too late',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil > before.optedOutUntil),
  ({ sender, after, invocation }, { history: { texts } }) => {
    const counted = texts.some(
      (text) =>
        text.words === 'STOP' &&
        text.sentAt + yearMs === after.optedOutUntil &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return counted ? undefined : `the opt-out of ${sender} counts from another moment than that of the STOP`
  },
)

export const stopIsAnOptOut = invariant(
  'opt-out: decided',
  'a STOP of a mobile is always decided as an opt-out, however late it comes',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict }) => (verdict === 'opted-out' ? undefined : `${text.inboundId} was taken for a ${verdict}`),
)

export const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'only a START ends an opt-out that was sent no earlier than its last STOP, and at most ten minutes after its first',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil < before.optedOutUntil),
  ({ sender, before, invocation, at }, ledger) => {
    if (before.optedOutUntil <= at + invocation.skewMs) return undefined
    const ended = ledger.history.texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.sentAt >= before.optedOutUntil - yearMs &&
        text.sentAt <= beganAt(ledger, sender, at) + 10 * minute &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return ended ? undefined : `the opt-out of ${sender} was ended by something else`
  },
)

export const earlyStartEndsIt = invariant(
  'opt-out: START',
  'a START that was sent no earlier than the last STOP, and at most ten minutes after the first, ends the opt-out unless its sender is blocked',
  ({ decisions }) => decisions.filter(({ text, verdict }) => text.words === 'START' && verdict === 'opted-out'),
  ({ at, text, invocation }, ledger) => {
    const records = onRecord(ledger.saves, text.sender, invocation.startedAt, at)
    const isOwed = records.every(
      ({ optedOutUntil, blockedUntil, struck }) =>
        optedOutUntil > at + invocation.skewMs &&
        blockedUntil === 0 &&
        text.sentAt >= optedOutUntil - yearMs &&
        !struck.includes(fingerprint(text.inboundId)),
    )
    return isOwed && text.sentAt <= beganAt(ledger, text.sender, at) + 10 * minute
      ? `${text.inboundId} did not end the opt-out of ${text.sender}`
      : undefined
  },
)

/**
 * When the first STOP of the opt-out that is in force was sent. It is computed from the texts and strikes, independently of the record's
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
  return Math.min(...stops.map(({ sentAt }) => sentAt))
}

/** Whether a sender is both blocked and opted out. Such a sender's STOP changes nothing, so that it costs no write. */
const isBlockedAndOptedOut = ({ blockedUntil, optedOutUntil }: SenderRecord): boolean =>
  blockedUntil > 0 && optedOutUntil > 0
