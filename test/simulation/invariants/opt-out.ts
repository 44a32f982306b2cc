import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { day } from '../../../shared/rules/timing.ts'
import { nameOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
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
      ({ sender: other, after }) => other === sender && (after.optedOutUntil >= sentAt + yearMs || isBoth(after)),
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
  'a STOP of a mobile is always decided as an opt-out, unless it is stale or was answered as a text before',
  ({ decisions }) => decisions.filter(({ text }) => text.words === 'STOP' && text.sender !== 'D'),
  ({ text, verdict }) =>
    ['opted-out', 'stale'].includes(verdict) ? undefined : `${text.inboundId} was taken for a ${verdict}`,
)

export const onlyStartEndsIt = invariant(
  'opt-out: ended',
  'only a START that was sent no earlier than the last STOP ends an opt-out',
  ({ saves }) => saves.filter(({ before, after }) => after.optedOutUntil < before.optedOutUntil),
  ({ sender, before, invocation, at }, { history: { texts } }) => {
    if (before.optedOutUntil <= at + invocation.skewMs) return undefined
    const ended = texts.some(
      (text) =>
        text.sender === sender &&
        text.words === 'START' &&
        text.sentAt >= before.optedOutUntil - yearMs &&
        invocation.messages.some(({ inboundId }) => inboundId === text.inboundId),
    )
    return ended ? undefined : `the opt-out of ${sender} was ended by something else`
  },
)

/** A blocked sender who has opted out can't go on writing to the store. */
const isBoth = ({ blockedUntil, optedOutUntil }: SenderRecord): boolean => blockedUntil > 0 && optedOutUntil > 0
