import { carriers } from '../../carriers/index.ts'
import { type LoadedSender, saveSender } from '../../shared/load-sender.ts'
import type { CountersOf, Room } from '../../shared/rules/budget.ts'
import { budgetOf } from '../../shared/rules/config.ts'
import { languageFor, partsPerReply } from '../../shared/rules/messages.ts'
import { type Plan, plan } from '../../shared/rules/plan.ts'
import type { QueuedReply } from '../../shared/rules/queued-reply.ts'
import { withAnswered } from '../../shared/rules/sender-class.ts'
import { type SenderRecord, withBooking, withoutForeignBooking } from '../../shared/rules/sender-record.ts'
import { isBesieged, underSiege, withBesiegedHour } from '../../shared/rules/siege.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import type { Booking } from '../../shared/scheduler.ts'
import type { Receiver, Text } from './handler.ts'

/** Plans what to do with a text. Uses the counters that this process knows unless others are given. */
export const planFor = (
  receiver: Receiver,
  text: Text,
  record: SenderRecord,
  countersOf = receiver.scheduler.countersOf(text.line.budget),
): Plan => {
  const { config, silenced } = receiver
  const { turnedAway = [] } = silenced.get(text.senderKey, text.now) ?? {}
  return plan(
    text,
    believed(receiver, text, record),
    { countersOf, answered: text.answered, turnedAway, heldUp: text.heldUp },
    config,
    text.now,
    text.chance,
  )
}

/** The record without a booking of this text's reply that the functions have not noted. */
export const believed = ({ notes }: Receiver, { sms: { inboundId }, line }: Text, record: SenderRecord): SenderRecord =>
  withoutForeignBooking(record, inboundId, (note) => notes.isOurs(inboundId, line.budget, note))

/**
 * Books a reserved reply and queues it. Returns false if no hour has room. The booking is written to the sender's record before the reply
 * is queued, so that a text that SQS redelivers (every two minutes while the queue is unavailable) is not booked again.
 */
export const bookReply = async (
  receiver: Receiver,
  text: Text,
  reserved: LoadedSender,
  earlierReplies: number,
  wantedAt: number,
  findRoom: (countersOf: CountersOf) => Room | undefined,
): Promise<boolean> => {
  const { scheduler, memory, config } = receiver
  const { budget } = text.line
  const booking = await scheduler.book(budget, wantedAt, findRoom)
  if (booking === 'full') return false
  reportBooking(receiver, text, booking)
  memory.answered = withAnswered(memory.answered, text.sms, text.now)
  const { hour, day } = budgetOf(config, budget)
  if (isBesieged(booking.partsInHour, hour) || isBesieged(booking.partsInDay, day))
    noteSiege(receiver, text, booking.hourStart)
  // A conflict is ignored: if the record lacks the booking, a redelivery costs at most one more booking.
  const note = receiver.notes.sign(text.sms.inboundId, budget, booking.dueAt)
  await saveSender(receiver, reserved, withBooking(reserved.record, text.sms.inboundId, note), text.now)
  await queueBooked(receiver, text, earlierReplies, booking.dueAt)
  receiver.telemetry.count(metricNames.repliesBooked)
  return true
}

/** A booking is final, so it is reported even if the reply can't be queued. */
const reportBooking = ({ telemetry }: Receiver, { sms, line }: Text, booking: Booking): void => {
  telemetry.count(metricNames.partsBooked, partsPerReply)
  telemetry.count(metricNames.monthAhead, booking.monthAhead)
  // This metric is about money, so free carriers don't count.
  if (carriers[line.carrier].paid) telemetry.count(metricNames.monthShareBooked, booking.monthShare)
  telemetry.log(logEvents.replyBooked, { inboundId: sms.inboundId, dueAt: new Date(booking.dueAt).toISOString() })
}

/** Queues a reply that is booked into the hour of `dueAt`. */
export const queueBooked = ({ replies }: Receiver, text: Text, earlierReplies: number, dueAt: number) =>
  replies.put(queuedReply(text, earlierReplies, dueAt))

/** Queues a reply without a booking. send-reply books it as soon as an hour has room, or lets it expire. */
export const queueUnbooked = ({ replies }: Receiver, text: Text, earlierReplies: number, firstDueAt: number) =>
  replies.put({ ...queuedReply(text, earlierReplies, firstDueAt), dueAt: 0 })

const queuedReply = ({ sms, line, country, senderKey }: Text, earlierReplies: number, dueAt: number): QueuedReply => ({
  format: 1,
  inboundId: sms.inboundId,
  senderKey,
  sender: sms.sender,
  ...(sms.replyTo !== undefined && { replyTo: sms.replyTo }),
  line: line.number,
  country,
  language: languageFor(country, line.language),
  earlierReplies,
  budget: line.budget,
  sentAt: sms.sentAt,
  firstDueAt: dueAt,
  dueAt,
  ...(sms.answerBy !== undefined && { answerBy: sms.answerBy }),
})

/** Notes that a budget is besieged, by the hour that shows it. */
export const noteSiege = ({ memory, telemetry }: Receiver, { line }: Text, hourStart: number): void => {
  const begins = !underSiege(memory.siege)
  memory.siege = withBesiegedHour(memory.siege, line.budget, hourStart)
  if (begins) telemetry.log(logEvents.siegeEntered, { budget: line.budget })
}
