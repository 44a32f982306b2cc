import { type LoadedSender, loadSender } from '../../shared/load-sender.ts'
import { NamedError } from '../../shared/named-error.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { countsOf, countsOfLot, periodOf, startOf } from '../../shared/rules/crowd.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { PlannedSilence, PlannedWait } from '../../shared/rules/plan.ts'
import { type SenderRecord, withReply } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { maybeDelayed, type SendTimes, sentAtBy } from '../../shared/rules/throttle.ts'
import { day, knownSilentMs, lookEveryMs } from '../../shared/rules/timing.ts'
import type { Ticket } from '../../shared/scheduler.ts'
import { type BookedPlan, noteReply, noteSiege, planAndBook, planFor, queue, queueAgain } from './booking.ts'
import { maxAttempts, type Receiver, type ScreenedText, type Verdict } from './receiver.ts'
import { save, sureToSave } from './saving.ts'

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
  let ticket: Ticket | undefined
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const loaded = await load(receiver, text, attempt === 0 ? firstRead : 'consistent')
    const savedTicket = ifSaved(receiver, text, loaded, ticket)
    ticket = undefined
    const sentAt = await sendTimes(receiver, text, loaded.record)
    const stored = await sureToSave(receiver, text, loaded, sentAt)
    if (stored === undefined) continue
    const plan = await planAndBook(receiver, text, stored.record, sentAt)
    if (plan.kind === 'promised')
      return savedTicket ? queueSaved(receiver, text, plan, savedTicket) : queueAgain(receiver, text, plan)
    if (plan.kind === 'reply') ticket = plan.ticket
    const verdict = await carryOut(receiver, text, stored, plan)
    if (verdict !== 'conflict') return verdict
  }
  throw new NamedError('RecordKeepsChanging', 'The record of the sender never stops changing')
}

/** Returns the ticket of a save that was a conflict if the record shows it. Else it is nobody's: no save can follow. */
const ifSaved = (
  { scheduler }: Receiver,
  { sms }: ScreenedText,
  { record }: LoadedSender,
  ticket: Ticket | undefined,
): Ticket | undefined => {
  if (ticket === undefined || record.replies.get(sms.inboundId)?.dueAt === ticket.dueAt) return ticket
  scheduler.spare(ticket)
  return undefined
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
  plan: Exclude<BookedPlan, { readonly kind: 'promised' }>,
): Promise<Verdict | 'conflict'> => {
  if (plan.kind === 'silent') return keepSilent(receiver, text, stored, plan)
  if (plan.kind === 'wait') return wait(receiver, text, stored, plan)
  const { ticket } = plan
  const record = withReply(plan.record, text.sms.inboundId, { at: text.now, dueAt: ticket.dueAt })
  const isSaved = (await save(receiver, stored, record, text.now)) !== undefined
  return isSaved ? queueSaved(receiver, text, plan, ticket) : 'conflict'
}

/** Queues a reply whose ticket is saved in the sender's record. */
const queueSaved = async (
  receiver: Receiver,
  text: ScreenedText,
  { earlierReplies }: { readonly earlierReplies: number },
  ticket: Ticket,
): Promise<Verdict> => {
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
  const saved = plan.record === undefined ? stored : await save(receiver, stored, plan.record, text.now)
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
  const saved = plan.record === undefined ? stored : await save(receiver, stored, plan.record, text.now)
  if (saved === undefined) return 'conflict'
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  if (plan.marks !== undefined) await receiver.crowds.countLater(text.line.budget, countsOf(plan.marks))
  if (plan.nowBlocked) reportBlock(receiver, text)
  remember(receiver, text, saved)
  return plan.reason
}

/** Remembers for a minute what is stored of a sender who got silence, or whose text waits. */
const remember = ({ silencedSenders }: Receiver, { senderKey, now }: ScreenedText, stored: LoadedSender): void =>
  silencedSenders.set(senderKey, stored, now + knownSilentMs)

const reportBlock = ({ telemetry }: Receiver, { sms }: ScreenedText): void => {
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}

/** The reason for silence, if memory is enough to plan it. If saving a strike is a conflict, the memory is old. */
export const silenceFromMemory = async (receiver: Receiver, text: ScreenedText): Promise<Verdict | undefined> => {
  const stored = receiver.silencedSenders.get(text.senderKey, text.now)
  if (stored === undefined) return undefined
  const plan = planFor(receiver, text, stored.record, { isCounted: false })
  if (plan.kind !== 'silent') return undefined
  // Another process may have stored an opt-out, which a START would end.
  const lacksRoom = plan.reason === 'siege' || plan.reason === 'over-budget'
  if (lacksRoom && keywordOf(text.sms.text) !== undefined) return undefined
  if (plan.record === undefined) return plan.reason
  const verdict = await keepSilent(receiver, text, stored, plan)
  return verdict === 'conflict' ? undefined : verdict
}
