import type { Booking } from '../../shared/booking.ts'
import { languageFor, partsPerReply } from '../../shared/rules/messages.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { heldBack, noteBooking } from '../../shared/rules/siege.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { type Decision, withoutReservation } from '../../shared/rules/throttle.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'

/** When a reply should be sent: after a random while, so that the victim has time to leave. */
export const wantedDueTime = ({ policy, random, now }: Receiver): number => {
  const { min, max } = policy.replyDelayMs
  return now() + min + Math.floor(random() * (max - min))
}

/** The latest that an earlier handling can have wanted; its booking may lie in the hour that begins a day later. */
const latestWantedDueTime = ({ policy, now }: Receiver): number => now() + policy.replyDelayMs.max

/** Why a reply can't be booked, as far as this process knows without asking. */
export const obstacleTo = ({ office, siege }: Receiver, { line, sms }: Text, wantedAt: number) => {
  const hourStart = office.likelyHour(line.budget, wantedAt, wantedAt + day)
  if (hourStart === undefined) return 'over-budget'
  return heldBack(siege, line.budget, hourStart, sms.sender) ? 'siege' : undefined
}

/** Books the reply that this text has just reserved. No room: the reservation is taken back. */
export const bookReserved = async (
  receiver: Receiver,
  text: Text,
  { earlierReplies, record }: Reserved,
  wantedAt: number,
): Promise<Verdict> => {
  if (await bookReply(receiver, text, earlierReplies, wantedAt)) return 'reply'
  await takeBack(receiver, text, record.replies.get(text.sms.inboundId))
  return 'over-budget'
}

type Reserved = Extract<Decision, { readonly kind: 'reply' }>

/**
 * A reply was reserved before, and nobody has claimed it: its first handling may have died before the queue, or its reply waits
 * there. A second one does no harm, but the reservation may be in use and must stay.
 */
export const bookAgain = async (receiver: Receiver, text: Text, earlierReplies: number): Promise<Verdict> => {
  if (await bookReply(receiver, text, earlierReplies, wantedDueTime(receiver))) return 'reply'
  await queueUnbooked(receiver, text, earlierReplies, latestWantedDueTime(receiver) + hour)
  return 'duplicate'
}

/** Queues a reply that is not booked into any hour: send-reply books it if one gets room in time, and sees to its end. */
export const queueUnbooked = ({ replies }: Receiver, text: Text, earlierReplies: number, firstDueAt: number) =>
  replies.put({ ...queuedReply(text, earlierReplies, firstDueAt), dueAt: 0 })

/** Books a reply and puts it on its queue; false if no hour has room. */
const bookReply = async (
  receiver: Receiver,
  text: Text,
  earlierReplies: number,
  wantedAt: number,
): Promise<boolean> => {
  const booking = await receiver.office.book(text.line.budget, wantedAt, wantedAt + day)
  if (booking === 'full') return false
  noteSiege(receiver, text, booking)
  await receiver.replies.put(queuedReply(text, earlierReplies, booking.dueAt))
  receiver.telemetry.count(metricNames.repliesBooked)
  receiver.telemetry.count(metricNames.partsBooked, partsPerReply)
  receiver.telemetry.log(logEvents.replyBooked, {
    inboundId: text.sms.inboundId,
    dueAt: new Date(booking.dueAt).toISOString(),
  })
  return true
}

/** Who changed the record meanwhile got further than we did, so that this ends. */
const takeBack = async (receiver: Receiver, text: Text, reservedAt: number | undefined): Promise<void> => {
  const stored = await receiver.senders.load(text.senderKey, 'consistent')
  const standsSince = stored.record.replies.get(text.sms.inboundId)
  if (standsSince === undefined) return
  // If that one dies, this one has to come again.
  if (standsSince !== reservedAt) throw new Error('Another delivery of the text has taken the reservation over')
  const record = withoutReservation(stored.record, text.sms.inboundId)
  if (!(await saveSender(receiver, text, stored, record))) await takeBack(receiver, text, reservedAt)
}

const noteSiege = ({ siege, office, telemetry }: Receiver, { line, sms }: Text, booking: Booking) => {
  const { hourStart, partsInHour } = booking
  const hourLimit = office.limitsOf(line.budget).hour
  if (noteBooking(siege, { budget: line.budget, hourStart, sender: sms.sender, partsInHour }, hourLimit))
    telemetry.log(logEvents.siegeEntered, { budget: line.budget, partsInHour, hourLimit })
}

const queuedReply = ({ sms, line, country, senderKey }: Text, earlierReplies: number, dueAt: number): QueuedReply => ({
  format: 1,
  inboundId: sms.inboundId,
  senderKey,
  sender: sms.sender,
  line: line.number,
  language: languageFor(country, line.language),
  earlierReplies,
  budget: line.budget,
  sentAt: sms.sentAt,
  firstDueAt: dueAt,
  dueAt,
})
