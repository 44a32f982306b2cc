import type { StoredSender } from '../../shared/ports/sender-store.ts'
import { hourOf } from '../../shared/rules/budget.ts'
import { rationOf } from '../../shared/rules/siege.ts'
import { heldBack, standingOf } from '../../shared/rules/standing.ts'
import { type SenderRecord, withoutReservation } from '../../shared/rules/throttle.ts'
import { day } from '../../shared/rules/timing.ts'
import { bookReply, noteSiege, type Wanted, wantedDueTime } from './book-reply.ts'
import { type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'

/** Reserves a reply and books it, if there is room for this sender. A conflict: the record has changed since it was read, nothing is done. */
export const reserveReply = async (
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

/** In a siege, within the ration of a sender who looks like this one. */
const wantedBooking = (receiver: Receiver, { sms }: Text, record: SenderRecord): Wanted => {
  const { policy, likenesses, now } = receiver
  const standing = standingOf(likenesses, sms, record, now())
  return { dueAt: wantedDueTime(receiver), ration: rationOf(standing, policy.replyDelayMs, now()) }
}

type Obstacle = 'over-budget' | 'siege'

/** Why a reply can't be booked, as far as this process knows without asking. */
const obstacleTo = (receiver: Receiver, { line }: Text, { dueAt, ration }: Wanted): Obstacle | undefined => {
  const { likelyHour } = receiver.office
  if (likelyHour(line.budget, dueAt, dueAt + day, ration) !== undefined) return undefined
  return likelyHour(line.budget, dueAt, dueAt + day) === undefined ? 'over-budget' : 'siege'
}

/** Silence for want of room. In a siege it is put on record, but a conflict is not worth a second try: all that is lost is a note. */
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
