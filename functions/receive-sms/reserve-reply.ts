import type { StoredSender } from '../../shared/ports.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { fingerprint } from '../../shared/rules/fingerprint.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { heldBack, senderClassOf } from '../../shared/rules/sender-class.ts'
import { type SenderRecord, withoutReservation } from '../../shared/rules/sender-record.ts'
import { inEndlessMonth, quotasFor } from '../../shared/rules/siege.ts'
import { blocked } from '../../shared/rules/throttle.ts'
import { day, turnedAwayMs } from '../../shared/rules/timing.ts'
import { bookReply, noteSiege, type Wanted, wantedDueTime } from './book-reply.ts'
import { noteSilence, type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'

/**
 * Reserves a reply and books it if there is room for this sender. Returns 'conflict' if the record has changed since it was read; nothing
 * has been done then.
 */
export const reserveReply = async (
  receiver: Receiver,
  text: Text,
  stored: StoredSender,
  { record, earlierReplies }: { readonly record: SenderRecord; readonly earlierReplies: number },
): Promise<Verdict | 'conflict'> => {
  const wanted = wantedBooking(receiver, text, stored.record)
  const obstacle = obstacleTo(receiver, text, wanted)
  if (obstacle !== undefined) return turnAway(receiver, text, stored, obstacle)
  receiver.turnedAway.forget(text.senderKey)
  const reserved = await saveSender(receiver, text, stored, record)
  if (reserved === undefined) return 'conflict'
  if (await bookReply(receiver, text, reserved, earlierReplies, wanted)) return 'reply'
  return takeBack(receiver, text, record.replies.get(text.sms.inboundId), wanted)
}

/** The quotas depend on the sender's class. They are smaller than the budget only in a siege, or in a month that is spent too fast. */
const wantedBooking = (receiver: Receiver, { sms }: Text, record: SenderRecord): Wanted => {
  const { config, memory, now } = receiver
  const senderClass = senderClassOf(memory.answered, sms, record, now())
  return { dueAt: wantedDueTime(receiver), quotas: quotasFor(senderClass, config.replyDelayMs, now()) }
}

/** Why there is no room: the budget is full, the month's even share is used up, or the siege rule excludes this class of sender. */
type Obstacle = 'budget' | 'month' | 'siege'

const reasonOf = { budget: 'over-budget', month: 'over-budget', siege: 'siege' } as const

/** Why a reply can't be booked, as far as this process knows without a request. */
const obstacleTo = (receiver: Receiver, { line }: Text, { dueAt, quotas }: Wanted): Obstacle | undefined => {
  const hasRoom = (quotas?: Wanted['quotas']) => receiver.scheduler.hasRoom(line.budget, dueAt, dueAt + day, quotas)
  if (hasRoom(quotas)) return undefined
  if (!hasRoom()) return 'budget'
  return hasRoom(quotas.map(inEndlessMonth)) ? 'month' : 'siege'
}

/**
 * Silence because there is no room. A conflict is not retried: only a note is lost. A sender who keeps texting is blocked, as after a reply.
 */
const turnAway = async (receiver: Receiver, text: Text, stored: StoredSender, obstacle: Obstacle): Promise<Verdict> => {
  const { config, now } = receiver
  const texts = textsTurnedAway(receiver, text)
  const nowBlocked = texts.length >= config.block.after
  const noted = turnedAway(receiver, text, stored.record, obstacle)
  const record = nowBlocked ? blocked(noted, config, now()) : noted
  if (record !== stored.record && (await saveSender(receiver, text, stored, record)) === undefined)
    return reasonOf[obstacle]
  const until = now() + turnedAwayMs
  // When a block is lifted by hand, counting starts from zero.
  if (nowBlocked) receiver.turnedAway.forget(text.senderKey)
  else receiver.turnedAway.set(text.senderKey, { record, texts, until }, until)
  noteSilence(receiver, text, record, nowBlocked)
  return reasonOf[obstacle]
}

/**
 * The reason why a sender who was just turned away still is, found without a request. Undefined if there is room now, or if the record has
 * to be read or changed.
 */
export const stillTurnedAway = (receiver: Receiver, text: Text): Verdict | undefined => {
  const known = receiver.turnedAway.get(text.senderKey, receiver.now())
  if (known === undefined || keywordOf(text.sms.text) !== undefined) return undefined
  const { record, until } = known
  const obstacle = obstacleTo(receiver, text, wantedBooking(receiver, text, record))
  if (obstacle === undefined || turnedAway(receiver, text, record, obstacle) !== record) return undefined
  const texts = textsTurnedAway(receiver, text)
  if (texts.length >= receiver.config.block.after) return undefined
  receiver.turnedAway.set(text.senderKey, { record, texts, until }, until)
  return reasonOf[obstacle]
}

const textsTurnedAway = ({ turnedAway, now }: Receiver, { senderKey, sms }: Text): readonly string[] => {
  const { texts = [] } = turnedAway.get(senderKey, now()) ?? {}
  return [...new Set([...texts, fingerprint(sms.inboundId)])]
}

/** The record notes that the siege rule held the sender back, because a sender who asks again later is probably a person. */
const turnedAway = (receiver: Receiver, text: Text, record: SenderRecord, obstacle: Obstacle): SenderRecord => {
  if (obstacle === 'siege') noteSiege(receiver, text, hourOf(receiver.now()))
  return obstacle === 'budget' ? record : heldBack(record, text.sms.sentAt)
}

/** Each conflict means that another writer made progress, so retrying terminates. */
const takeBack = async (
  receiver: Receiver,
  text: Text,
  reservedAt: number | undefined,
  wanted: Wanted,
): Promise<Verdict> => {
  const obstacle = obstacleTo(receiver, text, wanted) ?? 'siege'
  const stored = await receiver.senders.load(text.senderKey, 'consistent')
  const standsSince = stored.record.replies.get(text.sms.inboundId)
  if (standsSince === undefined) return reasonOf[obstacle]
  // If the other delivery dies, SQS has to deliver this one again.
  if (standsSince !== reservedAt) throw new Error('Another delivery of the text has taken the reservation over')
  const record = withoutReservation(turnedAway(receiver, text, stored.record, obstacle), text.sms.inboundId)
  if (!(await saveSender(receiver, text, stored, record))) return takeBack(receiver, text, reservedAt, wanted)
  return reasonOf[obstacle]
}
