import type { StoredSender } from '../../shared/ports.ts'
import { wholeBudget } from '../../shared/rules/budget.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { screen } from '../../shared/rules/screen.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { hour } from '../../shared/rules/timing.ts'
import { bookReply, queueBooked, queueUnbooked, wantedDueTime } from './book-reply.ts'
import { type Receiver, type Text, textOf, type Verdict } from './receiver.ts'

/** Whether the reply to this text is being sent, or has had its end. */
export const isClaimed = async ({ claims }: Receiver, { sms }: Text): Promise<boolean> =>
  (await claims.read(sms.inboundId)) !== undefined

/**
 * A reply was reserved before, and nobody has claimed it: its first handling may have died before it booked, or before it said so, and
 * then its reply waits. A second one does no harm, but the reservation may be in use and must stay.
 */
export const bookAgain = async (
  receiver: Receiver,
  text: Text,
  reserved: StoredSender,
  earlierReplies: number,
): Promise<Verdict> => {
  const wanted = { dueAt: wantedDueTime(receiver), quotas: [wholeBudget] }
  if (await bookReply(receiver, text, reserved, earlierReplies, wanted)) return 'reply'
  await queueUnbooked(receiver, text, earlierReplies, latestWantedDueTime(receiver) + hour)
  return 'duplicate'
}

/** A reply was booked before, and nobody has claimed it: its first handling may have died before the queue, or its reply waits there. */
export const queueAgain = async (
  receiver: Receiver,
  text: Text,
  earlierReplies: number,
  dueAt: number,
): Promise<Verdict> => {
  await queueBooked(receiver, text, earlierReplies, dueAt)
  return 'duplicate'
}

/** The latest that an earlier handling can have wanted; its booking may lie in the hour that begins a day later. */
const latestWantedDueTime = ({ config, now }: Receiver): number => now() + config.replyDelayMs.max

/** An earlier handling may have died, days ago, between the reservation and the queue: send-reply sees to the end of that reply. */
export const endStale = async (receiver: Receiver, sms: InboundSms): Promise<Verdict> => {
  const screened = screen(sms, receiver.config, sms.sentAt)
  if (screened.silent !== undefined) return 'stale'
  const text = textOf(receiver, sms, screened)
  const { record } = await receiver.senders.load(text.senderKey, 'consistent')
  const decision = decide(record, sms, receiver.config, receiver.now())
  if (decision.kind === 'again' || decision.kind === 'booked')
    await queueUnbooked(receiver, text, decision.earlierReplies, sms.sentAt)
  return 'stale'
}
