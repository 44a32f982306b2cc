import { isDeepStrictEqual } from 'node:util'

import { hourOf } from '../../../shared/rules/calendar.ts'
import { isLate } from '../../../shared/rules/due-time.ts'
import { expireAfterMs, hour, minute, publishMarginMs } from '../../../shared/rules/timing.ts'
import { callsOf } from '../history.ts'
import { nameOf } from '../schedule.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'
import { isUndisturbed } from './replies.ts'
import { recordAt } from './saves.ts'

export const notOverdue = invariant(
  'I7 overdue',
  'A reply is sent less than 25 hours after it was first due: it expires after 24 hours, and one more hour is allowed.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply }) =>
    at >= reply.firstDueAt + expireAfterMs + hour
      ? `the reply to ${inboundId} was sent 25 hours or more after it was first due`
      : undefined,
)

export const whileAnswerable = invariant(
  'I7 answerable',
  'A reply is sent before the deadline of its carrier, if the carrier accepts replies to a text only for a limited time.',
  ({ publishes }) => publishes,
  ({ at, inboundId }, { history }) => {
    const { answerBy = Number.POSITIVE_INFINITY } = history.texts.find((text) => text.inboundId === inboundId) ?? {}
    return at >= answerBy + clockMarginMs
      ? `the reply to ${inboundId} was sent after the deadline of its carrier`
      : undefined
  },
)

/** How much `answerBy` is earlier than the carrier's own deadline, to allow for clock skew and for AWS's delay. */
const clockMarginMs = 5 * minute

/**
 * Replies to texts that were not stale, which were queued without a booking and expired without one, with the time when they were queued.
 */
const expiredUnbooked = ({ settlements, history }: Ledger) =>
  settlements.flatMap(({ at, inboundId, outcome, call }) => {
    const ended = call.invocation.messages[0]?.reply
    if (outcome !== 'expired' || ended?.dueAt !== 0 || ended.firstDueAt <= ended.sentAt) return []
    const queued = callsOf(history.calls, 'replies.put').find(({ args: [reply] }) => isDeepStrictEqual(reply, ended))
    return [{ at, inboundId, queuedAt: queued?.calledAt ?? 0 }]
  })

export const notWhileBooked = invariant(
  'I7 booked',
  'A reply that is queued without a booking, to a text that was not stale, does not expire before the end of the hour for which receive-sms had already queued it with a booking.',
  expiredUnbooked,
  ({ inboundId, at, queuedAt }, { history }) => {
    const isBooked = callsOf(history.calls, 'replies.put').some(
      ({ args: [reply], calledAt, invocation, effects }) =>
        invocation.functionName === 'receive-sms' &&
        reply.inboundId === inboundId &&
        calledAt <= queuedAt &&
        effects.length > 0 &&
        hourOf(reply.dueAt) + hour > at,
    )
    return isBooked ? `the reply to ${inboundId} expired, though its booked hour was not over` : undefined
  },
)

/** Bookings that send-reply made for late replies. */
const bookedAnew = ({ bookings }: Ledger) =>
  bookings.flatMap(({ at, invocation, hourStart }) => {
    const reply = invocation.functionName === 'send-reply' ? invocation.messages[0]?.reply : undefined
    return reply === undefined ? [] : [{ at, invocation, hourStart, reply }]
  })

export const bookedAnewOnce = invariant(
  'I4 anew',
  'A late reply is not rebooked if its sender’s record already notes a rebooked hour that can still be met and that begins before the reply expires.',
  bookedAnew,
  ({ invocation, reply: { inboundId, senderKey, firstDueAt, answerBy = Number.POSITIVE_INFINITY } }, { saves }) => {
    const note = recordAt(saves, nameOf(senderKey), invocation.startedAt).bookedAnewFor.get(inboundId)
    const noted = note?.mac === 'made-up' ? undefined : note?.dueAt
    return noted !== undefined &&
      hourOf(noted) < Math.min(firstDueAt + expireAfterMs, answerBy) &&
      !isLate(noted, invocation.startedAt + invocation.skewMs + publishMarginMs)
      ? `the reply to ${inboundId} was rebooked, though its rebooked hour could still be met`
      : undefined
  },
)

export const bookedAnewIsNoted = invariant(
  'I4 anew, noted',
  'An invocation that rebooks a late reply, without faults and write conflicts, notes the new hour in the sender’s record.',
  (ledger) => bookedAnew(ledger).filter(({ invocation }) => isUndisturbed(invocation)),
  ({ invocation, hourStart, reply: { inboundId } }, { saves }) =>
    saves.some(
      (save) =>
        save.invocation === invocation && hourOf(save.after.bookedAnewFor.get(inboundId)?.dueAt ?? 0) === hourStart,
    )
      ? undefined
      : `the reply to ${inboundId} was rebooked, and the sender’s record does not note it`,
)
