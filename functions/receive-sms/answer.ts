import { type LoadedSender, loadSender, saveSender } from '../../shared/load-sender.ts'
import { NamedError } from '../../shared/named-error.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { countsOf, countsOfLot, periodOf, startOf } from '../../shared/rules/crowd.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { PlannedSilence, PlannedWait } from '../../shared/rules/plan.ts'
import { type SenderRecord, withReply } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { maybeDelayed, type SendTimes, sentAtBy } from '../../shared/rules/throttle.ts'
import { comesBackAfterMs, day, expireAfterMs, knownSilentMs, lookEveryMs } from '../../shared/rules/timing.ts'
import type { Ticket } from '../../shared/scheduler.ts'
import { type BookedPlan, noteReply, noteSiege, ownTicket, planAndBook, planFor, queue, queueAgain } from './booking.ts'
import { maxAttempts, type Receiver, type ScreenedText, type Verdict } from './receiver.ts'

/**
 * Plans what to do with a text and carries it out: silence, or a reply, for which a ticket is booked, then saved in the
 * sender's record, then queued. Begins again if another writer has changed the record. Throws if an answer is lost, or
 * if that never ends.
 */
export const answer = async (
  receiver: Receiver,
  text: ScreenedText,
  firstRead: 'eventual' | 'consistent',
): Promise<Verdict> => {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const stored = await load(receiver, text, attempt === 0 ? firstRead : 'consistent')
    if (attempt > 0) spareUnlessSaved(receiver, text, stored)
    const plan = await planAndBook(receiver, text, stored.record, await sendTimes(receiver, text, stored.record))
    const verdict = await carryOut(receiver, text, stored, plan)
    if (verdict !== 'conflict') return verdict
  }
  throw new NamedError('RecordKeepsChanging', 'The record of the sender never stops changing')
}

/** After a conflict no earlier save can take effect any more: a ticket that the record doesn't show is nobody's. */
const spareUnlessSaved = (receiver: Receiver, text: ScreenedText, { record }: LoadedSender): void => {
  const { scheduler, unsavedTickets } = receiver
  const { inboundId } = text.sms
  const ticket = ownTicket(receiver, text)
  if (ticket === undefined || record.replies.get(inboundId)?.dueAt === ticket.dueAt) return
  unsavedTickets.forget(inboundId)
  scheduler.spare(ticket)
}

/** When those of the sender's earlier replies left that an outage may have delayed: mostly none, so nothing is read. */
const sendTimes = async (
  { claims, config }: Receiver,
  { now }: ScreenedText,
  record: SenderRecord,
): Promise<SendTimes> => {
  const ids = maybeDelayed(record, config, now)
  const found = await Promise.all(ids.map((id) => claims.read(id)))
  const times = ids.flatMap((id, i) => {
    const reply = record.replies.get(id)
    return reply === undefined ? [] : [[id, sentAtBy(reply, found[i], now)] as const]
  })
  return new Map(times)
}

const carryOut = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: LoadedSender,
  plan: BookedPlan,
): Promise<Verdict | 'conflict'> => {
  const { unsavedTickets } = receiver
  const { inboundId } = text.sms
  if (plan.kind === 'silent') return keepSilent(receiver, text, stored, plan)
  if (plan.kind === 'promised') {
    // If the promise is our own ticket's, its save got no answer, yet took effect. So only queueing is left.
    const ticket = ownTicket(receiver, text)
    return ticket?.dueAt === plan.dueAt ? queueSaved(receiver, text, plan, ticket) : queueAgain(receiver, text, plan)
  }
  if (plan.kind === 'wait') return wait(receiver, text, stored, plan)
  const { ticket } = plan
  // A save that gets no answer may take effect later, so the ticket stays with this text, and so does its due time.
  unsavedTickets.set(inboundId, ticket, ticket.dueAt + expireAfterMs)
  const record = withReply(plan.record, inboundId, { at: text.now, dueAt: ticket.dueAt })
  const isSaved = (await saveSender(receiver, stored, record, text.now)) !== undefined
  return isSaved ? queueSaved(receiver, text, plan, ticket) : 'conflict'
}

/** Queues a reply whose ticket is saved in the sender's record. */
const queueSaved = async (
  receiver: Receiver,
  text: ScreenedText,
  { earlierReplies }: { readonly earlierReplies: number },
  ticket: Ticket,
): Promise<Verdict> => {
  receiver.unsavedTickets.forget(text.sms.inboundId)
  noteReply(receiver, text, ticket)
  await queue(receiver, text, earlierReplies, ticket.dueAt)
  receiver.telemetry.count(metricNames.repliesBooked)
  return 'reply'
}

/** Lets a text wait for room: stores and counts its lot, and hides it until a look in the next period. */
const wait = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: LoadedSender,
  plan: PlannedWait,
): Promise<Verdict | 'conflict'> => {
  const saved = plan.record === undefined ? stored : await saveSender(receiver, stored, plan.record, text.now)
  if (saved === undefined) return 'conflict'
  if (plan.record !== undefined) receiver.telemetry.log(logEvents.textWaits, { inboundId: text.sms.inboundId })
  remember(receiver, text, saved)
  await receiver.crowds.countLater(text.line.budget, countsOfLot(plan.senderClass, plan.lot))
  const now = receiver.now()
  const nextLookAt = startOf(periodOf(now) + 1) + receiver.random() * lookEveryMs
  await receiver.texts.hide(text.receiptHandle, nextLookAt - now)
  return 'waiting'
}

/** Loads the sender's record and, in the same request, what this process doesn't know yet of counters and crowds. */
const load = async (
  receiver: Receiver,
  { senderKey, line, now }: ScreenedText,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const { min, max } = receiver.config.replyDelayMs
  const [stored] = await Promise.all([
    loadSender(receiver, senderKey, read),
    receiver.scheduler.learn(line.budget, now + min, now + max + day, read),
    receiver.crowds.learn(line.budget, read),
  ])
  return stored
}

/** Carries out a planned silence: stores the changed record, remembers the sender, and reports a block or a siege. */
const keepSilent = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: LoadedSender,
  plan: PlannedSilence,
): Promise<PlannedSilence['reason'] | 'conflict'> => {
  const saved = plan.record === undefined ? stored : await saveSender(receiver, stored, plan.record, text.now)
  if (saved === undefined) return 'conflict'
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  if (plan.marks !== undefined) await receiver.crowds.countLater(text.line.budget, countsOf(plan.marks))
  if (plan.nowBlocked) reportBlock(receiver, text)
  remember(receiver, text, saved, plan.turnedAway)
  return plan.reason
}

/** Remembers what is stored of a sender who got silence, or whose text waits, and the texts that found no room. */
const remember = (
  { silencedSenders }: Receiver,
  { senderKey, now }: ScreenedText,
  stored: LoadedSender,
  turnedAway: readonly string[] = [],
): void => {
  const until = now + (turnedAway.length > 0 ? comesBackAfterMs : knownSilentMs)
  silencedSenders.set(senderKey, { stored, turnedAway, until }, until)
}

const reportBlock = ({ telemetry }: Receiver, { sms }: ScreenedText): void => {
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}

/** The reason for silence, if memory is enough to plan it. If saving a strike is a conflict, the memory is old. */
export const silenceFromMemory = async (receiver: Receiver, text: ScreenedText): Promise<Verdict | undefined> => {
  const remembered = receiver.silencedSenders.get(text.senderKey, text.now)
  if (remembered === undefined) return undefined
  const plan = planFor(receiver, text, remembered.stored.record, { isCounted: false })
  if (plan.kind !== 'silent') return undefined
  if (plan.turnedAway === undefined) {
    if (plan.record === undefined) return plan.reason
    const verdict = await keepSilent(receiver, text, remembered.stored, plan)
    return verdict === 'conflict' ? undefined : verdict
  }
  // Another process may have stored an opt-out, which a START would end.
  if (plan.record !== undefined || keywordOf(text.sms.text) !== undefined) return undefined
  receiver.silencedSenders.set(text.senderKey, { ...remembered, turnedAway: plan.turnedAway }, remembered.until)
  return plan.reason
}
