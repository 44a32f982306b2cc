import { NamedError } from '../../shared/named-error.ts'
import type { StoredSender } from '../../shared/ports.ts'
import { carriers } from '../../shared/rules/carriers.ts'
import { countsOf, periodOf } from '../../shared/rules/crowd.ts'
import { languageFor } from '../../shared/rules/messages.ts'
import { type Plan, type PlannedReply, plan } from '../../shared/rules/plan.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { metricNames } from '../../shared/rules/telemetry.ts'
import type { SendTimes } from '../../shared/rules/throttle.ts'
import { saveSender } from '../../shared/save-sender.ts'
import { maxAttempts, type Receiver, type ScreenedText, type Verdict } from './receiver.ts'
import type { Ticket } from './tickets.ts'

/** Plans by what this process knows of others. */
export const planFor = (
  receiver: Receiver,
  text: ScreenedText,
  record: SenderRecord,
  { isCounted, sendTimes }: { readonly isCounted: boolean; readonly sendTimes?: SendTimes },
): Plan => {
  const { config, tickets, crowds, senderKeyOf: keyOf } = receiver
  const { budget } = text.line
  const observed = { countersOf: tickets.countersOf(budget), crowds: crowds.of(budget), isCounted, keyOf, sendTimes }
  return plan(text, record, observed, config)
}

/** A plan that can be carried out: a planned reply has its ticket. */
export type BookedPlan = Exclude<Plan, { kind: 'reply' | 'count' }> | (PlannedReply & { readonly ticket: Ticket })

/**
 * Saves the record unchanged before a booking that could be wasted: of a text that has perhaps lost a ticket, or while
 * this process's last save got no answer. Returns what is stored then, or undefined on a conflict; throws if it fails.
 */
export const trialSave = async (
  receiver: Receiver,
  text: ScreenedText,
  stored: StoredSender,
): Promise<StoredSender | undefined> =>
  receiver.memory.lastSaveAnswered() && !hasPerhapsLostTicket(text, stored.record)
    ? stored
    : save(receiver, text, stored.record, stored.version)

/** Returns whether a text was delivered more often than its wait accounts for: once in each period. */
const hasPerhapsLostTicket = ({ inbound, deliveries, now }: ScreenedText, { waiting }: SenderRecord): boolean => {
  const periods = waiting?.inboundId === inbound.inboundId ? periodOf(now) - periodOf(waiting.since) : 0
  return deliveries > 1 + periods
}

/** Plans, again once the text is counted, and again while the planned hour turns out to be full. */
export const planAndBook = async (
  receiver: Receiver,
  text: ScreenedText,
  record: SenderRecord,
  sendTimes: SendTimes,
  counted: { isCounted: boolean },
): Promise<BookedPlan> => {
  for (let attempt = 0; attempt < maxAttempts; attempt++) {
    const planned = planFor(receiver, text, record, { ...counted, sendTimes })
    if (planned.kind === 'count') {
      await receiver.crowds.count(text.line.budget, countsOf(planned.marks))
      counted.isCounted = true
      continue
    }
    if (planned.kind !== 'reply') return planned
    const ticket =
      receiver.tickets.takeSpare(text.line.budget, planned.wantedAt, planned.room) ??
      (await book(receiver, text, planned))
    if (ticket !== undefined) return { ...planned, ticket }
  }
  throw new NamedError('BudgetKeepsChanging', 'The budget never stops changing')
}

/** Books a ticket for a planned reply; undefined if its hour is full. It counts, whatever becomes of the reply. */
const book = async (
  { tickets, telemetry }: Receiver,
  { line }: ScreenedText,
  { wantedAt, room }: PlannedReply,
): Promise<Ticket | undefined> => {
  const ticket = await tickets.book(line.budget, wantedAt, room)
  if (ticket === 'full') return undefined
  telemetry.count(metricNames.bookings)
  telemetry.count(metricNames.monthAhead, ticket.monthAhead)
  // This metric is about money, so free carriers don't count.
  if (carriers[line.carrier].paid) telemetry.count(metricNames.monthShareBooked, ticket.monthShare)
  return ticket
}

/** Saves a sender's record, and remembers whether that got an answer. Undefined on a conflict. */
export const save = async (
  receiver: Receiver,
  text: Pick<ScreenedText, 'senderKey' | 'now'>,
  record: SenderRecord,
  version: number,
): Promise<StoredSender | undefined> => {
  try {
    const saved = await saveSender(receiver, text, record, version)
    receiver.memory.noteSave(true)
    return saved
  } catch (error) {
    receiver.memory.noteSave(false)
    throw error
  }
}

/** Queues a promised reply again unless send-reply has claimed it: who promised it may have died before queueing it. */
export const queueAgain = async (
  receiver: Receiver,
  text: ScreenedText,
  { earlierReplies, dueAt }: Extract<Plan, { readonly kind: 'promised' }>,
): Promise<Verdict> => {
  if ((await receiver.claims.read(text.inbound.inboundId)) === undefined)
    await queue(receiver, text, earlierReplies, dueAt)
  return 'duplicate'
}

/** Queues a reply. */
export const queue = (
  { replies }: Receiver,
  { inbound, line, country, senderKey }: ScreenedText,
  earlierReplies: number,
  dueAt: number,
): Promise<void> =>
  replies.put({
    format: 1,
    inboundId: inbound.inboundId,
    senderKey,
    sender: inbound.sender,
    ...(inbound.replyTo !== undefined && { replyTo: inbound.replyTo }),
    line: line.number,
    country,
    language: languageFor(country, line.language),
    earlierReplies,
    budget: line.budget,
    sentAt: inbound.sentAt,
    dueAt,
    ...(inbound.answerBy !== undefined && { answerBy: inbound.answerBy }),
  })
