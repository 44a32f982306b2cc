import { type LoadedSender, loadSender, saveSender } from '../../shared/load-sender.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { PlannedSilence } from '../../shared/rules/plan.ts'
import { type SenderRecord, withReply } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { day, expireAfterMs, knownSilentMs, knownTurnedAwayMs } from '../../shared/rules/timing.ts'
import type { Ticket } from '../../shared/scheduler.ts'
import { book, noteReply, noteSiege, planFor, queue, queueAgain } from './booking.ts'
import type { Receiver, ScreenedText, Verdict } from './receiver.ts'

/** Each attempt learns that another process made progress. More than this mean that something is broken, and SQS retries later. */
const maxAttempts = 30

/**
 * Plans what to do with a text and carries it out: silence, or a reply, for which a ticket is booked, then saved in the sender's record, then
 * queued. Plans again with what was learnt meanwhile: that another writer has changed the record, or that other processes have booked the room.
 * Throws if an answer is lost, or if that never ends.
 */
export const answer = async (
  receiver: Receiver,
  text: ScreenedText,
  firstRead: 'eventual' | 'consistent',
): Promise<Verdict> => {
  const { scheduler, unsaved } = receiver
  const { inboundId } = text.sms
  let stored = await load(receiver, text, firstRead)
  // The save of an earlier delivery that got no answer may take effect yet, so its ticket stays with this text, and so does its due time.
  let ticket = unsaved.get(inboundId, text.now)
  let isConflict = false
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    if (isConflict) {
      isConflict = false
      stored = await load(receiver, text, 'consistent')
      // The version that was read before has been replaced, so no save with it can take effect any more: a ticket that the record lacks is free.
      if (ticket !== undefined && stored.record.replies.get(inboundId)?.dueAt !== ticket.dueAt) {
        unsaved.forget(inboundId)
        scheduler.spare(ticket)
        ticket = undefined
      }
    }
    const plan = planFor(receiver, text, stored.record, ticket)
    if (plan.kind === 'silent') {
      isConflict = !(await keepSilent(receiver, text, stored, plan))
      if (isConflict) continue
      return plan.reason
    }
    // The record may have this very ticket: then an earlier save got no answer and took effect nevertheless.
    if (plan.kind === 'promised')
      return ticket?.dueAt === plan.dueAt ? queueSaved(receiver, text, plan, ticket) : queueAgain(receiver, text, plan)
    ticket ??= scheduler.takeSpare(text.line.budget, plan.wantedAt, plan.room) ?? (await book(receiver, text, plan))
    // The hour was full, which the next plan knows.
    if (ticket === undefined) continue
    unsaved.set(inboundId, ticket, ticket.dueAt + expireAfterMs)
    const record = withReply(plan.record, inboundId, { at: text.now, dueAt: ticket.dueAt })
    isConflict = (await saveSender(receiver, stored, record, text.now)) === undefined
    if (!isConflict) return queueSaved(receiver, text, plan, ticket)
  }
  throw new Error('The record of the sender, or the budget, never stops changing')
}

/** Queues a reply whose ticket is saved in the sender's record. */
const queueSaved = async (
  receiver: Receiver,
  text: ScreenedText,
  { earlierReplies }: { readonly earlierReplies: number },
  ticket: Ticket,
): Promise<Verdict> => {
  receiver.unsaved.forget(text.sms.inboundId)
  noteReply(receiver, text, ticket)
  await queue(receiver, text, earlierReplies, ticket.dueAt)
  receiver.telemetry.count(metricNames.repliesBooked)
  return 'reply'
}

/** Loads the sender's record and, in the same request, the month's counters if this process has none yet. */
const load = async (
  receiver: Receiver,
  { senderKey, line, now }: ScreenedText,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const { min, max } = receiver.config.replyDelayMs
  const [stored] = await Promise.all([
    loadSender(receiver, senderKey, read),
    receiver.scheduler.learn(line.budget, now + min, now + max + day, read),
  ])
  return stored
}

/** Carries out a planned silence: stores the changed record, remembers the sender and reports a block. Returns false on a conflict. */
const keepSilent = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: LoadedSender,
  plan: PlannedSilence,
): Promise<boolean> => {
  const saved = plan.record === undefined ? stored : await saveSender(receiver, stored, plan.record, text.now)
  if (saved === undefined) return false
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  if (plan.nowBlocked) reportBlock(receiver, text)
  remember(receiver, text, saved.record, plan.turnedAway)
  return true
}

/**
 * Remembers a sender who is blocked, opted out or without room. Any other sender is forgotten, because the next text
 * may be answered or be a strike.
 */
const remember = (
  { silenced }: Receiver,
  { senderKey, now }: ScreenedText,
  record: SenderRecord,
  turnedAway: readonly string[] = [],
): void => {
  const isSilent = record.blockedUntil > now || record.optedOutUntil > now
  const until = now + (turnedAway.length > 0 ? knownTurnedAwayMs : knownSilentMs)
  if (isSilent || turnedAway.length > 0) silenced.set(senderKey, { record, turnedAway, until }, until)
  else silenced.forget(senderKey)
}

const reportBlock = ({ telemetry }: Receiver, { sms }: ScreenedText): void => {
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}

/**
 * The reason for silence, if this process remembers enough about the sender to know it and nothing has to be stored. A flood
 * of such texts costs no requests.
 */
export const silenceFromMemory = (receiver: Receiver, text: ScreenedText): Verdict | undefined => {
  const remembered = receiver.silenced.get(text.senderKey, text.now)
  if (remembered === undefined) return undefined
  const plan = planFor(receiver, text, remembered.record)
  if (plan.kind !== 'silent' || plan.record !== undefined) return undefined
  if (plan.turnedAway === undefined) return plan.reason
  // Another process may have stored an opt-out, which a START would end.
  if (keywordOf(text.sms.text) !== undefined) return undefined
  receiver.silenced.set(text.senderKey, { ...remembered, turnedAway: plan.turnedAway }, remembered.until)
  return plan.reason
}
