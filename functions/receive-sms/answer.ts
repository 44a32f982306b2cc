import { type LoadedSender, loadSender, saveSender } from '../../shared/load-sender.ts'
import type { CountersOf } from '../../shared/rules/budget.ts'
import { hourOf } from '../../shared/rules/calendar.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import type { PlannedReply, PlannedSilence } from '../../shared/rules/plan.ts'
import { type SenderRecord, withoutReservation } from '../../shared/rules/sender-record.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { day, knownSilentMs, turnedAwayMs } from '../../shared/rules/timing.ts'
import { bookReply, noteSiege, planFor } from './booking.ts'
import { bookAgain, isClaimed, queueAgain } from './earlier-delivery.ts'
import type { Receiver, Text, Verdict } from './handler.ts'

/**
 * Plans what to do with a text and carries it out. Plans again with what was learnt meanwhile: that another writer has changed the sender's
 * record, or that other processes have booked the room. Throws if that never ends.
 */
export const answer = (receiver: Receiver, text: Text, firstRead: 'eventual' | 'consistent'): Promise<Verdict> =>
  withoutConflict(async (conflicts) => {
    const stored = await load(receiver, text, conflicts === 0 ? firstRead : 'consistent')
    const plan = planFor(receiver, text, stored.record)
    if (plan.kind === 'silent') return keepSilent(receiver, text, stored, plan)
    if (plan.kind === 'reply') return reply(receiver, text, stored, plan)
    if (await isClaimed(receiver, text)) return 'duplicate'
    if (plan.kind === 'booked') return queueAgain(receiver, text, plan.earlierReplies, plan.dueAt)
    const saved = await saveSender(receiver, stored, plan.record, text.now)
    return saved === undefined ? 'conflict' : bookAgain(receiver, text, saved, plan.earlierReplies)
  })

/** Each conflict means that another writer made progress. More than this means that something is broken, and SQS retries later. */
const maxConflicts = 10

/** Attempts something until it meets no conflict. A conflict leaves nothing half done. */
const withoutConflict = async <Result extends string>(
  attempt: (conflicts: number) => Promise<Result | 'conflict'>,
): Promise<Exclude<Result, 'conflict'>> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const result = await attempt(conflicts)
    if (result !== 'conflict') return result as Exclude<Result, 'conflict'>
  }
  throw new Error('The record of the sender, or the budget, never stops changing')
}

/** Loads the sender's record and, in the same request, the month's counters if this process has none yet. */
const load = async (
  receiver: Receiver,
  { senderKey, line, now }: Text,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const { scheduler, config } = receiver
  const { min, max } = config.replyDelayMs
  const [stored] = await Promise.all([
    loadSender(receiver, senderKey, read),
    scheduler.learn(line.budget, now + min, now + max + day, read),
  ])
  return stored
}

/** Reserves the reply, then books and queues it. */
const reply = async (
  receiver: Receiver,
  text: Text,
  stored: LoadedSender,
  { record, earlierReplies, wantedAt }: PlannedReply,
): Promise<Verdict | 'conflict'> => {
  const reserved = await saveSender(receiver, stored, record, text.now)
  if (reserved === undefined) return 'conflict'
  const findRoom = (countersOf: CountersOf) => {
    const plan = planFor(receiver, text, stored.record, countersOf)
    return plan.kind === 'reply' ? plan.room : undefined
  }
  if (!(await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom))) {
    await takeBack(receiver, text, record.replies.get(text.sms.inboundId))
    return 'conflict'
  }
  receiver.silenced.forget(text.senderKey)
  return 'reply'
}

/**
 * Undoes a reservation because other processes have booked all the room. The text can then be planned like a new one, with the current
 * counters. If another delivery of the text has taken the reservation over, it stays, and the new plan finds it.
 */
const takeBack = (receiver: Receiver, text: Text, reservedAt: number | undefined): Promise<'done'> =>
  withoutConflict(async () => {
    const stored = await loadSender(receiver, text.senderKey, 'consistent')
    if (stored.record.replies.get(text.sms.inboundId) !== reservedAt) return 'done'
    const record = withoutReservation(stored.record, text.sms.inboundId)
    return (await saveSender(receiver, stored, record, text.now)) === undefined ? 'conflict' : 'done'
  })

/**
 * Carries out a planned silence: stores the changed record, remembers the sender and reports a block. Returns 'conflict' if the record
 * has changed since it was read.
 */
const keepSilent = async (
  receiver: Receiver,
  text: Text,
  stored: LoadedSender,
  plan: PlannedSilence,
): Promise<Verdict | 'conflict'> => {
  const saved = plan.record === undefined ? stored : await saveSender(receiver, stored, plan.record, text.now)
  if (saved === undefined) return 'conflict'
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  if (plan.nowBlocked) reportBlock(receiver, text)
  remember(receiver, text, saved.record, plan.turnedAway)
  return plan.reason
}

/**
 * Remembers a sender who is blocked, opted out or without room. Any other sender is forgotten, because the next text
 * may be answered or be a strike.
 */
const remember = (
  { silenced }: Receiver,
  { senderKey, now }: Text,
  record: SenderRecord,
  turnedAway: readonly string[] = [],
): void => {
  const isSilent = record.blockedUntil > now || record.optedOutUntil > now
  const until = now + (turnedAway.length > 0 ? turnedAwayMs : knownSilentMs)
  if (isSilent || turnedAway.length > 0) silenced.set(senderKey, { record, turnedAway, until }, until)
  else silenced.forget(senderKey)
}

const reportBlock = ({ telemetry }: Receiver, { sms }: Text): void => {
  telemetry.count(metricNames.sendersBlocked)
  telemetry.log(logEvents.senderBlocked, { inboundId: sms.inboundId })
}

/**
 * The reason for silence, if this process remembers enough about the sender to know it and nothing has to be stored. A flood
 * of such texts costs no requests.
 */
export const silenceFromMemory = (receiver: Receiver, text: Text): Verdict | undefined => {
  const known = receiver.silenced.get(text.senderKey, text.now)
  if (known === undefined) return undefined
  const plan = planFor(receiver, text, known.record)
  if (plan.kind !== 'silent' || plan.record !== undefined) return undefined
  if (plan.turnedAway === undefined) return plan.reason
  // Another process may have stored an opt-out, which a START would end.
  if (keywordOf(text.sms.text) !== undefined) return undefined
  if (plan.reason === 'siege') noteSiege(receiver, text, hourOf(text.now))
  receiver.silenced.set(text.senderKey, { ...known, turnedAway: plan.turnedAway }, known.until)
  return plan.reason
}
