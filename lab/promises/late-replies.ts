import { isDeepStrictEqual } from 'node:util'

import { hourOf, isLate } from '../../shared/rules/calendar.ts'
import { expireAfterMs, hour, minute, publishMarginMs } from '../../shared/rules/timing.ts'
import { callsOf } from '../simulation/history.ts'
import { nameOf } from '../simulation/schedule.ts'
import { isUndisturbed } from './bookings.ts'
import { type Ledger, recordAt } from './ledger.ts'
import { invariant, type Promised } from './promise.ts'

/** Bookings that send-reply made for late replies. */
const bookedAnew = ({ bookings }: Ledger) =>
  bookings.flatMap(({ at, invocation, hourStart }) => {
    const reply = invocation.functionName === 'send-reply' ? invocation.messages[0]?.reply : undefined
    return reply === undefined ? [] : [{ at, invocation, hourStart, reply }]
  })

const bookedAnewOnce = invariant(
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

const bookedAnewIsNoted = invariant(
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

const handedOn = invariant(
  'I4 handed on',
  'When send-reply returns after queueing a reply again, it acknowledges the message that it received.',
  ({ history }) =>
    history.invocations.flatMap(({ functionName, messages, calls, end }) => {
      const handsOn = functionName === 'send-reply' && end?.kind === 'answered'
      return handsOn &&
        callsOf(calls, 'replies.put').some(({ endedAt, fault }) => endedAt !== undefined && fault === 'works')
        ? [{ at: end.at, message: messages[0], done: end.done }]
        : []
    }),
  ({ message, done }) =>
    message === undefined || done.includes(message.messageId)
      ? undefined
      : `the reply to ${message.inboundId} was queued again, but its old message was not acknowledged`,
)

const notOverdue = invariant(
  'I7 overdue',
  'A reply is sent less than 25 hours after it was first due: it expires after 24 hours, and one more hour is allowed.',
  ({ publishes }) => publishes,
  ({ at, inboundId, reply }) =>
    at >= reply.firstDueAt + expireAfterMs + hour
      ? `the reply to ${inboundId} was sent 25 hours or more after it was first due`
      : undefined,
)

const whileAnswerable = invariant(
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

const expiredInTime = invariant(
  'I7 expired',
  'A reply does not expire, by the clock of its process, until a day after it was first due or until its carrier’s deadline for replies, whichever is earlier.',
  ({ settlements }) => settlements.filter(({ outcome }) => outcome === 'expired'),
  ({ inboundId, at, call: { invocation } }) => {
    const { firstDueAt = 0, answerBy = Number.POSITIVE_INFINITY } = invocation.messages[0]?.reply ?? {}
    const expiresAt = Math.min(firstDueAt + expireAfterMs, answerBy)
    return at + invocation.skewMs >= expiresAt ? undefined : `the reply to ${inboundId} expired too early`
  },
)

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

const notWhileBooked = invariant(
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

const catchUp = 'functions/send-reply/catch-up.ts'

/** A late reply is rebooked once, and expires in time, but not too early. */
export const lateReplies: Promised = {
  invariants: [bookedAnewOnce, bookedAnewIsNoted, handedOn, notOverdue, whileAnswerable, expiredInTime, notWhileBooked],
  mutants: [
    {
      name: 'each copy of a late reply rebooked',
      breaks:
        'A late reply is rebooked even though a copy of it already has a new hour, so a single text may use up any number of parts.',
      edits: [{ file: catchUp, find: 'if (!isLate(bookedFor, now) && ', replace: 'if (bookedFor < 0 && ' }],
      foundBy: ['I4 anew'],
    },
    {
      name: 'rebooking not recorded',
      breaks:
        'The sender’s record does not show the new hour of a late reply, so each other late copy is rebooked too.',
      edits: [
        {
          file: catchUp,
          find: 'withBookingAnew(stored.record, inboundId, dispatcher.notes.sign(inboundId, budget, dueAt))',
          replace: 'stored.record',
        },
      ],
      foundBy: ['I4 anew, noted'],
    },
    {
      name: 'message kept after rebooking',
      breaks: 'The original message of a rebooked reply is not acknowledged, so each redelivery queues another copy.',
      edits: [
        {
          file: catchUp,
          find: "put({ ...reply, dueAt })\n  return 'done'",
          replace: "put({ ...reply, dueAt })\n  return 'unfinished'",
        },
      ],
      foundBy: ['I4 handed on'],
    },
    {
      name: 'expiry postponed by rebooking',
      breaks: 'A reply expires a day after its latest due time, so each rebooking postpones the expiry.',
      edits: [
        {
          file: catchUp,
          find: 'expiryOf(reply)',
          replace: 'expiryOf({ ...reply, firstDueAt: Math.max(reply.firstDueAt, reply.dueAt) })',
        },
      ],
      foundBy: ['I7 overdue'],
    },
    {
      name: 'reply deadline not queued',
      breaks: 'A queued reply lacks its carrier’s deadline, so it may be sent after the carrier stops accepting it.',
      edits: [
        {
          file: 'functions/receive-sms/booking.ts',
          find: '  ...(sms.answerBy !== undefined && { answerBy: sms.answerBy }),\n',
          replace: '',
        },
      ],
      foundBy: ['I7 answerable'],
    },
    {
      name: 'late reply expired too early',
      breaks: 'A late reply that finds no room expires at once, even though a copy of it may be booked.',
      edits: [
        {
          file: catchUp,
          find: "if (booking === 'full') return hold(dispatcher, receiptHandle, expiresAt - now)",
          replace: "if (booking === 'full') return giveUp(dispatcher, reply, 'expired')",
        },
      ],
      foundBy: ['I7 expired', 'I7 booked', 'I5'],
    },
  ],
}
