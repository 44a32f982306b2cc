import { type LoadedSender, loadSender } from '../../shared/load-sender.ts'
import { type CountersOf, firstRoom } from '../../shared/rules/budget.ts'
import { budgetOf } from '../../shared/rules/config.ts'
import { lastHourFor } from '../../shared/rules/due-time.ts'
import type { InboundSms } from '../../shared/rules/inbound-sms.ts'
import { partsPerReply } from '../../shared/rules/messages.ts'
import { wantedDueTime } from '../../shared/rules/plan.ts'
import { screen } from '../../shared/rules/screen.ts'
import { decide } from '../../shared/rules/throttle.ts'
import { hour } from '../../shared/rules/timing.ts'
import { bookReply, queueBooked, queueUnbooked } from './book-reply.ts'
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
  reserved: LoadedSender,
  earlierReplies: number,
): Promise<Verdict> => {
  const { config } = receiver
  const { now, chance, line } = text
  const wantedAt = wantedDueTime(config, now, chance)
  const findRoom = (countersOf: CountersOf) =>
    firstRoom(
      wantedAt,
      lastHourFor(wantedAt, text.sms.answerBy),
      partsPerReply,
      budgetOf(config, line.budget),
      countersOf,
    )
  if (await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)) return 'reply'
  // An earlier delivery can't have wanted a later due time than this.
  await queueUnbooked(receiver, text, earlierReplies, now + config.replyDelayMs.max + hour)
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

/**
 * An earlier delivery may have died, days ago, between reserving and queueing. send-reply settles that reply. If the text is not old, only too
 * late for its carrier, a booked reply keeps its hour.
 */
export const endStale = async (receiver: Receiver, sms: InboundSms, now: number): Promise<Verdict> => {
  const screened = screen(sms, receiver.config, sms.sentAt)
  if (screened.silent !== undefined) return 'stale'
  const text = textOf(receiver, sms, screened, now)
  const { record } = await loadSender(receiver, text.senderKey, 'consistent')
  const decision = decide(record, sms, receiver.config, now)
  const { answerBy } = sms
  if (decision.kind === 'booked' && answerBy !== undefined)
    await queueBooked(receiver, text, decision.earlierReplies, decision.dueAt)
  // Due when nothing may be sent any more, so that it is never early and expires.
  else if (decision.kind === 'booked' || decision.kind === 'again')
    await queueUnbooked(receiver, text, decision.earlierReplies, answerBy ?? sms.sentAt)
  return 'stale'
}
