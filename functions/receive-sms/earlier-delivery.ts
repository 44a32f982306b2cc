import { type LoadedSender, loadSender } from '../../shared/load-sender.ts'
import { type CountersOf, firstRoom } from '../../shared/rules/budget.ts'
import { bookableUntil } from '../../shared/rules/calendar.ts'
import { budgetOf } from '../../shared/rules/config.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { hour } from '../../shared/rules/timing.ts'
import { believed, bookReply, queueBooked, queueUnbooked } from './booking.ts'
import type { Receiver, Text, Verdict } from './handler.ts'

/** Whether send-reply has begun to send the reply to this text, or has settled it. */
export const isClaimed = async ({ claims }: Receiver, { sms }: Text): Promise<boolean> =>
  (await claims.read(sms.inboundId)) !== undefined

/**
 * Handles a text whose earlier delivery reserved a reply but noted no booking: it died before, or its note was lost to a conflict. In the
 * latter case the reply may be queued already. A second queued copy is harmless, because only one can claim the reply. If there is no room
 * now, the reservation stays, since the first copy may need it.
 */
export const bookAgain = async (
  receiver: Receiver,
  text: Text,
  reserved: LoadedSender,
  earlierReplies: number,
): Promise<Verdict> => {
  const { config } = receiver
  const { now, chance, line } = text
  const wantedAt = wantedDueTime(config, now, chance)
  const findRoom = (countersOf: CountersOf) =>
    firstRoom(
      wantedAt,
      bookableUntil(wantedAt, text.sms.answerBy),
      partsPerReply,
      budgetOf(config, line.budget),
      countersOf,
    )
  if (await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)) return 'reply'
  // No earlier delivery can have wanted a later due time than this.
  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)
  return 'duplicate'
}

/**
 * Handles a text whose earlier delivery booked a reply that nobody has claimed. It may have died before
 * queueing, so the reply is queued again.
 */
export const queueAgain = async (
  receiver: Receiver,
  text: Text,
  earlierReplies: number,
  dueAt: number,
): Promise<Verdict> => {
  await queueBooked(receiver, text, earlierReplies, dueAt)
  return 'duplicate'
}

/**
 * Queues any reply that an earlier delivery, days ago, may have reserved without queueing it, to a text that is stale now. send-reply then
 * settles that reply. If the text is not old but only too late for its carrier, a booked reply keeps its hour.
 */
export const endStale = async (receiver: Receiver, text: Text): Promise<void> => {
  const { sms, senderKey, now } = text
  const { record } = await loadSender(receiver, senderKey, 'consistent')
  const decision = decide(believed(receiver, text, record), sms, receiver.config, now)
  const { answerBy } = sms
  if (decision.kind === 'booked' && answerBy !== undefined)
    await queueBooked(receiver, text, decision.earlierReplies, decision.dueAt)
  // The due time is one at which nothing may be sent any more, so that the reply is never booked and expires.
  else if (decision.kind === 'booked' || decision.kind === 'again')
    await queueUnbooked(receiver, text, decision.earlierReplies, answerBy ?? sms.sentAt)
}
