import type { StoredSender } from '../../shared/ports/sender-store.ts'
import { hourOf, type Ration, wholeBudget } from '../../shared/rules/budget.ts'
import { languageFor, partsPerReply } from '../../shared/rules/messages.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { enterSiege, isBesieged, rationOf } from '../../shared/rules/siege.ts'
import { heldBack, noteAnswered, standingOf } from '../../shared/rules/standing.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { type SenderRecord, withoutReservation } from '../../shared/rules/throttle.ts'
import { day, hour } from '../../shared/rules/timing.ts'
import { type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'

/** Reserves a reply and books it, if there is room for this sender. A conflict: the record has changed since it was read, nothing is done. */
export const reserveAndBook = async (
  receiver: Receiver,
  text: Text,
  stored: StoredSender,
  { record, earlierReplies }: { readonly record: SenderRecord; readonly earlierReplies: number },
): Promise<Verdict | 'conflict'> => {
  const wanted = wantedBooking(receiver, text, stored.record)
  const obstacle = obstacleTo(receiver, text, wanted)
  if (obstacle !== undefined) return turnAway(receiver, text, stored, obstacle)
  if (!(await saveSender(receiver, text, stored, record))) return 'conflict'
  if (await bookReply(receiver, text, earlierReplies, wanted)) return 'reply'
  return takeBack(receiver, text, record.replies.get(text.sms.inboundId), obstacleTo(receiver, text, wanted) ?? 'siege')
}

/** What a reply asks of the budget: a due time, and no more than its ration. */
type Wanted = { readonly dueAt: number; readonly ration: Ration }

/** After a random while, so that the victim has time to leave; and in a siege within the ration of a sender who looks like this one. */
const wantedBooking = (receiver: Receiver, { sms }: Text, record: SenderRecord): Wanted => {
  const { policy, likenesses, now } = receiver
  const standing = standingOf(likenesses, sms, record, now())
  return { dueAt: wantedDueTime(receiver), ration: rationOf(standing, policy.replyDelayMs, now()) }
}

const wantedDueTime = ({ policy, random, now }: Receiver): number => {
  const { min, max } = policy.replyDelayMs
  return now() + min + Math.floor(random() * (max - min))
}

/** The latest that an earlier handling can have wanted; its booking may lie in the hour that begins a day later. */
const latestWantedDueTime = ({ policy, now }: Receiver): number => now() + policy.replyDelayMs.max

type Obstacle = 'over-budget' | 'siege'

/** Why a reply can't be booked, as far as this process knows without asking. */
const obstacleTo = (receiver: Receiver, { line }: Text, { dueAt, ration }: Wanted): Obstacle | undefined => {
  const { likelyHour } = receiver.office
  if (likelyHour(line.budget, dueAt, dueAt + day, ration) !== undefined) return undefined
  return likelyHour(line.budget, dueAt, dueAt + day) === undefined ? 'over-budget' : 'siege'
}

/** Silence for want of room. In a siege it is put on record, but a conflict needs no second try: another text of this sender has just been decided. */
const turnAway = async (receiver: Receiver, text: Text, stored: StoredSender, obstacle: Obstacle): Promise<Verdict> => {
  const record = turnedAway(receiver, text, stored.record, obstacle)
  if (record !== stored.record) await saveSender(receiver, text, stored, record)
  return obstacle
}

/** That a siege held the sender back is remembered: who asks again is not one of a crowd. */
const turnedAway = (receiver: Receiver, text: Text, record: SenderRecord, obstacle: Obstacle): SenderRecord => {
  if (obstacle === 'over-budget') return record
  noteSiege(receiver, text, hourOf(receiver.now()))
  return heldBack(record, text.sms.sentAt)
}

/**
 * A reply was reserved before, and nobody has claimed it: its first handling may have died before the queue, or its reply waits
 * there. A second one does no harm, but the reservation may be in use and must stay.
 */
export const bookAgain = async (receiver: Receiver, text: Text, earlierReplies: number): Promise<Verdict> => {
  const wanted = { dueAt: wantedDueTime(receiver), ration: wholeBudget }
  if (await bookReply(receiver, text, earlierReplies, wanted)) return 'reply'
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
  { dueAt, ration }: Wanted,
): Promise<boolean> => {
  const { office, likenesses, now } = receiver
  const { budget } = text.line
  const booking = await office.book(budget, dueAt, dueAt + day, ration)
  if (booking === 'full') return false
  noteAnswered(likenesses, text.sms, now())
  if (isBesieged(booking.partsInHour, office.limitsOf(budget).hour)) noteSiege(receiver, text, booking.hourStart)
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
const takeBack = async (
  receiver: Receiver,
  text: Text,
  reservedAt: number | undefined,
  obstacle: Obstacle,
): Promise<Verdict> => {
  const stored = await receiver.senders.load(text.senderKey, 'consistent')
  const standsSince = stored.record.replies.get(text.sms.inboundId)
  if (standsSince === undefined) return obstacle
  // If that one dies, this one has to come again.
  if (standsSince !== reservedAt) throw new Error('Another delivery of the text has taken the reservation over')
  const record = withoutReservation(turnedAway(receiver, text, stored.record, obstacle), text.sms.inboundId)
  return (await saveSender(receiver, text, stored, record)) ? obstacle : takeBack(receiver, text, reservedAt, obstacle)
}

const noteSiege = ({ siege, telemetry }: Receiver, { line }: Text, hourStart: number): void => {
  if (enterSiege(siege, line.budget, hourStart)) telemetry.log(logEvents.siegeEntered, { budget: line.budget })
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
