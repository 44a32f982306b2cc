import { type LoadedSender, loadSender, withName } from '../../shared/load-sender.ts'
import type { CountersOf } from '../../shared/rules/budget.ts'
import type { Plan, PlannedReply } from '../../shared/rules/plan.ts'
import { withoutReservation } from '../../shared/rules/sender-record.ts'
import { day } from '../../shared/rules/timing.ts'
import { bookReply } from './book-reply.ts'
import { bookAgain, isClaimed, queueAgain } from './earlier-delivery.ts'
import { planFor, type Receiver, saveSender, type Text, type Verdict } from './receiver.ts'
import { keepSilent } from './silence.ts'

/** Each conflict means that another writer made progress. More than this means that something is broken, and SQS retries later. */
const maxConflicts = 10

/**
 * Plans what to do with a text and carries it out. Plans again whenever the sender's record has changed
 * meanwhile. Throws if that never ends.
 */
export const answer = async (
  receiver: Receiver,
  text: Text,
  firstRead: 'eventual' | 'consistent',
): Promise<Verdict> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const stored = await load(receiver, text, conflicts === 0 ? firstRead : 'consistent')
    const verdict = await carryOut(receiver, text, stored, planFor(receiver, text, stored.record))
    if (verdict !== 'conflict') return verdict
  }
  throw new Error('The record of the sender never stops changing')
}

/** Loads the sender's record and, in the same request, the month's counters if this process has none yet. */
const load = async (
  receiver: Receiver,
  { senderKey, line, now, alsoKnownAs }: Text,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const { scheduler, config } = receiver
  const { min, max } = config.replyDelayMs
  const [stored] = await Promise.all([
    loadSender(receiver, senderKey, read),
    scheduler.learn(line.budget, now + min, now + max + day, read),
  ])
  return alsoKnownAs === undefined ? stored : withName(stored, alsoKnownAs)
}

/** Carries out a plan. Returns 'conflict' if the text has to be planned again; nothing has been done then, or it has been undone. */
const carryOut = async (
  receiver: Receiver,
  text: Text,
  stored: LoadedSender,
  plan: Plan,
): Promise<Verdict | 'conflict'> => {
  if (plan.kind === 'silent') return keepSilent(receiver, text, stored, plan)
  if (plan.kind === 'reply') return reply(receiver, text, stored, plan)
  if (await isClaimed(receiver, text)) return 'duplicate'
  if (plan.kind === 'booked') return queueAgain(receiver, text, plan.earlierReplies, plan.dueAt)
  const saved = await saveSender(receiver, text, stored, plan.record)
  return saved === undefined ? 'conflict' : bookAgain(receiver, text, saved, plan.earlierReplies)
}

/** Reserves the reply, then books and queues it. */
const reply = async (
  receiver: Receiver,
  text: Text,
  stored: LoadedSender,
  { record, earlierReplies, wantedAt }: PlannedReply,
): Promise<Verdict | 'conflict'> => {
  const reserved = await saveSender(receiver, text, stored, record)
  if (reserved === undefined) return 'conflict'
  const findRoom = (countersOf: CountersOf) => {
    const plan = planFor(receiver, text, stored.record, countersOf)
    return plan.kind === 'reply' ? plan.room : undefined
  }
  if (!(await bookReply(receiver, text, reserved, earlierReplies, wantedAt, findRoom)))
    return takeBack(receiver, text, record.replies.get(text.sms.inboundId))
  receiver.silenced.forget(text.senderKey)
  return 'reply'
}

/**
 * Undoes a reservation because other processes have booked all the room. The text can then be planned like a new one, with the current
 * counters. If another delivery of the text has taken the reservation over, it stays, and the new plan finds it.
 */
const takeBack = async (receiver: Receiver, text: Text, reservedAt: number | undefined): Promise<'conflict'> => {
  const stored = await loadSender(receiver, text.senderKey, 'consistent')
  if (stored.record.replies.get(text.sms.inboundId) !== reservedAt) return 'conflict'
  const record = withoutReservation(stored.record, text.sms.inboundId)
  // Each conflict means that another writer made progress, so retrying terminates.
  return (await saveSender(receiver, text, stored, record)) ? 'conflict' : takeBack(receiver, text, reservedAt)
}
