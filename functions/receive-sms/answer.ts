import { NamedError } from '../../shared/named-error.ts'
import type { StoredSender } from '../../shared/ports.ts'
import { countsOf, countsOfLot, periodOf, startOf } from '../../shared/rules/crowd.ts'
import { isStart } from '../../shared/rules/opt-out.ts'
import type { PlannedSilence, PlannedWait } from '../../shared/rules/plan.ts'
import { type SenderRecord, withReply } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { maybeDelayed, type SendTimes, sentAtBy } from '../../shared/rules/throttle.ts'
import { day, lookEveryMs } from '../../shared/rules/timing.ts'
import { type BookedPlan, planAndBook, planFor, queue, queueAgain, save, trialSave } from './booking.ts'
import { maxAttempts, type Receiver, type ScreenedText, type Verdict } from './receiver.ts'
import { countRefused } from './reports.ts'
import type { Ticket } from './tickets.ts'

/**
 * Plans what to do with a text and carries it out: silence, a wait, or a reply, for which a ticket is booked, then
 * saved in the sender's record, then queued. Begins again if another writer has changed the record. Throws if a store
 * gives no answer, or if other writers never end.
 */
export const answer = async (
  receiver: Receiver,
  text: ScreenedText,
  firstRead: 'eventual' | 'consistent',
): Promise<Verdict> => {
  const counted = { isCounted: false }
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const loaded = await load(receiver, text, attempt === 0 ? firstRead : 'consistent')
    const stored = await trialSave(receiver, text, loaded)
    if (stored === undefined) continue
    const sendTimes = await readSendTimes(receiver, text, stored.record)
    const plan = await planAndBook(receiver, text, stored.record, sendTimes, counted)
    const verdict = await carryOut(receiver, text, stored, plan)
    if (verdict !== 'conflict') return verdict
  }
  throw new NamedError('RecordKeepsChanging', 'The record of the sender never stops changing')
}

/** Reads when the sender's earlier replies left, of those that an outage may have delayed: mostly there are none. */
const readSendTimes = async (
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
  stored: StoredSender,
  plan: BookedPlan,
): Promise<Verdict | 'conflict'> => {
  if (plan.kind === 'promised') return queueAgain(receiver, text, plan)
  if (plan.kind === 'silent') return keepSilent(receiver, text, stored, plan)
  if (plan.kind === 'wait') return wait(receiver, text, stored, plan)
  return promiseReply(receiver, text, stored, plan)
}

/** Saves a reply's ticket in the sender's record, which promises the reply, and queues it. */
const promiseReply = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: StoredSender,
  { record, ticket, earlierReplies }: Extract<BookedPlan, { readonly kind: 'reply' }>,
): Promise<'reply' | 'conflict'> => {
  const { inboundId } = text.inbound
  const promised = withReply(record, inboundId, { at: text.now, dueAt: ticket.dueAt })
  const saved = await save(receiver, text, promised, stored.version)
  if (saved === undefined && !(await isPromised(receiver, text, ticket))) {
    // Another writer was first, so our save can't take effect any more, and the ticket may serve another reply.
    receiver.tickets.spare(ticket)
    return 'conflict'
  }
  receiver.telemetry.log(logEvents.replyBooked, { inboundId, dueAt: new Date(ticket.dueAt).toISOString() })
  receiver.memory.forget(text.senderKey)
  await queue(receiver, text, earlierReplies, ticket.dueAt)
  receiver.telemetry.count(metricNames.repliesBooked)
  return 'reply'
}

/** Returns whether our save took effect: if its answer was lost, the SDK repeats it, in conflict with itself. */
const isPromised = async (
  receiver: Receiver,
  { senderKey, inbound }: ScreenedText,
  ticket: Ticket,
): Promise<boolean> => {
  const { record } = await receiver.senders.load(senderKey, 'consistent')
  return record.replies.get(inbound.inboundId)?.dueAt === ticket.dueAt
}

/** Lets a text wait for room: stores its lot, hides it until a look in the next period, and counts its lot in this. */
const wait = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: StoredSender,
  plan: PlannedWait,
): Promise<Verdict | 'conflict'> => {
  const saved = plan.record === undefined ? stored : await save(receiver, text, plan.record, stored.version)
  if (saved === undefined) return 'conflict'
  if (plan.record !== undefined) receiver.telemetry.log(logEvents.textWaits, { inboundId: text.inbound.inboundId })
  receiver.memory.remember(saved, text.senderKey, text.now)
  const now = receiver.now()
  const nextLookAt = startOf(periodOf(now) + 1) + receiver.random() * lookEveryMs
  await receiver.texts.hide(text.receiptHandle, nextLookAt - now)
  // What could not be hidden comes again in this period, so it is not counted yet.
  await receiver.crowds.countLater(text.line.budget, countsOfLot(plan.senderClass, plan.lot))
  return 'waiting'
}

/** Loads the sender's record and, at the same time, what this process doesn't know yet of counters and crowds. */
export const load = async (
  receiver: Receiver,
  { senderKey, line, now }: Pick<ScreenedText, 'senderKey' | 'line' | 'now'>,
  read: 'eventual' | 'consistent',
): Promise<StoredSender> => {
  const { min, max } = receiver.config.replyDelayMs
  const [stored] = await Promise.all([
    receiver.senders.load(senderKey, read),
    receiver.tickets.learn(line.budget, now + min, now + max + day, read),
    receiver.crowds.learn(line.budget, read),
  ])
  return stored
}

/** Carries out a planned silence: stores the changed record, reports a block, and remembers the sender. */
const keepSilent = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: StoredSender,
  plan: PlannedSilence,
): Promise<PlannedSilence['reason'] | 'conflict'> => {
  const saved = plan.record === undefined ? stored : await save(receiver, text, plan.record, stored.version)
  if (saved === undefined) return 'conflict'
  if (plan.marks !== undefined) await receiver.crowds.countLater(text.line.budget, countsOf(plan.marks))
  const { replies, optedOutUntil } = stored.record
  const isStop = plan.reason === 'opted-out' && optedOutUntil <= text.now
  if (isStop) receiver.telemetry.count(metricNames.optOuts)
  if (plan.reason === 'stale' || (isStop && replies.size === 0)) countRefused(receiver, text.inbound)
  if (plan.nowBlocked) {
    receiver.telemetry.count(metricNames.sendersBlocked)
    receiver.telemetry.log(logEvents.senderBlocked, { inboundId: text.inbound.inboundId })
  }
  receiver.memory.remember(saved, text.senderKey, text.now)
  return plan.reason
}

/** The reason for silence, if memory is enough to plan it. If saving a strike is a conflict, the memory is old. */
export const silenceFromMemory = async (receiver: Receiver, text: ScreenedText): Promise<Verdict | undefined> => {
  const stored = receiver.memory.recall(text.senderKey, text.now)
  if (stored === undefined) return undefined
  const plan = planFor(receiver, text, stored.record, { isCounted: false })
  if (plan.kind !== 'silent') return undefined
  // Memory may miss another process's opt-out, which a START would end.
  const isOut = plan.reason === 'opted-out' || plan.reason === 'blocked'
  if (!isOut && isStart(text.inbound.text)) return undefined
  if (plan.record === undefined) return plan.reason
  const verdict = await keepSilent(receiver, text, stored, plan)
  return verdict === 'conflict' ? undefined : verdict
}
