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
  'nothing is published later than the hour in which it expires, a day after it was first due',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply }) =>
    at >= reply.firstDueAt + expireAfterMs + hour ? `${inboundId} was published when it was overdue` : undefined,
)

export const whileAnswerable = invariant(
  'I7 answerable',
  'nothing is published later than a carrier takes it that takes replies for a while only',
  ({ publishes }) => publishes,
  ({ at, inboundId }, { history }) => {
    const { answerBy = Number.POSITIVE_INFINITY } = history.texts.find((text) => text.inboundId === inboundId) ?? {}
    return at >= answerBy + clockMarginMs ? `${inboundId} was published when its carrier would refuse it` : undefined
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
  'a reply that is queued without a booking does not expire before the hour is over that its text was booked into before',
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
    return isBooked ? `${inboundId} expired, though it was booked` : undefined
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
  'no late reply is booked anew while another hour that is noted for it can still be kept, before it expires',
  bookedAnew,
  ({ invocation, reply: { inboundId, senderKey, firstDueAt, answerBy = Number.POSITIVE_INFINITY } }, { saves }) => {
    const noted = recordAt(saves, nameOf(senderKey), invocation.startedAt).bookedAnewFor.get(inboundId)
    return noted !== undefined &&
      hourOf(noted) < Math.min(firstDueAt + expireAfterMs, answerBy) &&
      !isLate(noted, invocation.startedAt + invocation.skewMs + publishMarginMs)
      ? `${inboundId} was booked anew, though it had an hour`
      : undefined
  },
)

export const bookedAnewIsNoted = invariant(
  'I4 anew, noted',
  'an undisturbed process notes which hour it has booked for a late reply',
  (ledger) => bookedAnew(ledger).filter(({ invocation }) => isUndisturbed(invocation)),
  ({ invocation, hourStart, reply: { inboundId } }, { saves }) =>
    saves.some(
      (save) => save.invocation === invocation && hourOf(save.after.bookedAnewFor.get(inboundId) ?? 0) === hourStart,
    )
      ? undefined
      : `${inboundId} was booked anew, and nobody knows`,
)
