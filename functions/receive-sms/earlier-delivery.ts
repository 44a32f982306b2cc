import type { StoredSender } from '../../shared/ports.ts'
import { wholeBudget } from '../../shared/rules/budget.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { screen } from '../../shared/rules/screen.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { hour } from '../../shared/rules/timing.ts'
import { bookReply, queueBooked, queueUnbooked, wantedDueTime } from './book-reply.ts'
import { type Receiver, type Text, textOf, type Verdict } from './receiver.ts'

/** Whether send-reply has begun to send the reply to this text, or has settled it. */
export const isClaimed = async ({ claims }: Receiver, { sms }: Text): Promise<boolean> =>
  (await claims.read(sms.inboundId)) !== undefined

/**
 * An earlier delivery has reserved a reply that nobody has claimed. It may have died before booking, or after queueing but before the note. A
 * second queued copy is harmless because of the claim; the reservation stays, since the first copy may need it.
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

/** An earlier delivery has booked a reply that nobody has claimed. It may have died before queueing, so the reply is queued again. */
export const queueAgain = async (
  receiver: Receiver,
  text: Text,
  earlierReplies: number,
  dueAt: number,
): Promise<Verdict> => {
  await queueBooked(receiver, text, earlierReplies, dueAt)
  return 'duplicate'
}

/** The latest due time that an earlier delivery can have wanted. Its booking may be up to a day later. */
const latestWantedDueTime = ({ config, now }: Receiver): number => now() + config.replyDelayMs.max

/** An earlier delivery may have died, days ago, between reserving and queueing. send-reply settles that reply. */
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
