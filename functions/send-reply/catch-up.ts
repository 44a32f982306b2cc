import { type LoadedSender, loadSender, saveSender } from '../../shared/load-sender.ts'
import { firstRoom } from '../../shared/rules/budget.ts'
import { bookableUntil, hourOf, isLate } from '../../shared/rules/calendar.ts'
import { budgetOf } from '../../shared/rules/config.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { expiryOf, type QueuedReply, routeOf } from '../../shared/rules/queued-reply.ts'
import { withBookingAnew } from '../../shared/rules/sender-record.ts'
import type { Dispatcher } from './handler.ts'
import { giveUp, hold, isStillWanted, type Progress, reportBookedAnew, resolveClaim } from './outcome.ts'

/**
 * Handles a reply whose hour is over, or nearly. For a day it may be sent in a later hour, unless another process has
 * claimed it. While the circuit breaker is open, such replies are booked only now and then. All late copies of a reply share
 * the hour that the first of them books.
 */
export const catchUp = async (
  dispatcher: Dispatcher,
  reply: QueuedReply,
  receiptHandle: string,
  now: number,
): Promise<Progress> => {
  const claim = await dispatcher.claims.read(reply.inboundId)
  if (claim !== undefined) return resolveClaim(claim, dispatcher, reply)
  const expiresAt = expiryOf(reply)
  if (now >= expiresAt) return giveUp(dispatcher, reply, 'expired')

  const stored = await loadSender(dispatcher, reply.senderKey, 'consistent')
  if (!isStillWanted(dispatcher, reply, stored.record)) return giveUp(dispatcher, reply, 'cancelled')
  const bookedFor = bookedAnewFor(dispatcher, reply, stored)
  if (!isLate(bookedFor, now) && hourOf(bookedFor) < expiresAt) return queueFor(dispatcher, reply, bookedFor)

  const limits = budgetOf(dispatcher.config, reply.budget)
  if (!(await dispatcher.breaker.mayBook(routeOf(reply), limits.day))) return 'unfinished'
  // A reply that was queued without a booking may not be due yet.
  const wantedAt = Math.max(now, reply.firstDueAt)
  const until = Math.min(expiresAt, bookableUntil(wantedAt, reply.answerBy))
  const booking = await dispatcher.scheduler.book(reply.budget, wantedAt, (countersOf) =>
    firstRoom(wantedAt, until, partsPerReply, limits, countersOf),
  )
  // A copy of this reply may have a booking, so this one must not settle it before it expires.
  if (booking === 'full') return hold(dispatcher, receiptHandle, expiresAt - now)
  reportBookedAnew(dispatcher, reply, booking.dueAt)
  await noteBookedAnew(dispatcher, reply, stored, booking.dueAt)
  return queueFor(dispatcher, reply, booking.dueAt)
}

/** The due time that the functions have noted for a late reply, or 0 if there is none. */
const bookedAnewFor = ({ notes }: Dispatcher, { inboundId, budget }: QueuedReply, { record }: LoadedSender): number => {
  const note = record.bookedAnewFor.get(inboundId)
  return note !== undefined && notes.isOurs(inboundId, budget, note) ? note.dueAt : 0
}

/** A conflict is ignored: if the record lacks the new booking, another copy costs at most one more booking. */
const noteBookedAnew = async (
  dispatcher: Dispatcher,
  { inboundId, budget }: QueuedReply,
  stored: LoadedSender,
  dueAt: number,
): Promise<void> => {
  const noted = withBookingAnew(stored.record, inboundId, dispatcher.notes.sign(inboundId, budget, dueAt))
  await saveSender(dispatcher, stored, noted, dispatcher.now())
}

/** Replaces this message with one that has another due time. */
const queueFor = async ({ replies }: Dispatcher, reply: QueuedReply, dueAt: number): Promise<Progress> => {
  await replies.put({ ...reply, dueAt })
  return 'done'
}
