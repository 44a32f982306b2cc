import { carriers } from '../../shared/rules/carriers.ts'
import { budgetOf } from '../../shared/rules/config.ts'
import { languageFor, partsPerReply } from '../../shared/rules/messages.ts'
import { type Plan, type PlannedReply, plan } from '../../shared/rules/plan.ts'
import { withAnswered } from '../../shared/rules/sender-class.ts'
import type { SenderRecord } from '../../shared/rules/sender-record.ts'
import { isBesieged } from '../../shared/rules/siege.ts'
import { logEvents, metricNames } from '../../shared/rules/telemetry.ts'
import { hour } from '../../shared/rules/timing.ts'
import type { Ticket } from '../../shared/scheduler.ts'
import type { Receiver, ScreenedText, Verdict } from './receiver.ts'

/** Plans what to do with a text, by the counters that this process knows. Room that the text's own ticket takes counts as free. */
export const planFor = (receiver: Receiver, text: ScreenedText, record: SenderRecord, own?: Ticket): Plan => {
  const { config, silenced, scheduler } = receiver
  const { turnedAway = [] } = silenced.get(text.senderKey, text.now) ?? {}
  const countersOf = scheduler.countersOf(text.line.budget, own)
  return plan(
    text,
    record,
    { countersOf, answered: text.answered, turnedAway, late: text.late },
    config,
    text.now,
    text.chance,
  )
}

/** Books a ticket for a planned reply. Returns undefined if its hour has no room. What is booked counts, whatever becomes of the reply. */
export const book = async (
  { scheduler, telemetry }: Receiver,
  { line }: ScreenedText,
  { wantedAt, room }: PlannedReply,
): Promise<Ticket | undefined> => {
  const ticket = await scheduler.book(line.budget, wantedAt, room)
  if (ticket === 'full') return undefined
  telemetry.count(metricNames.partsBooked, partsPerReply)
  telemetry.count(metricNames.monthAhead, ticket.monthAhead)
  // This metric is about money, so free carriers don't count.
  if (carriers[line.carrier].paid) telemetry.count(metricNames.monthShareBooked, ticket.monthShare)
  return ticket
}

/** Notes that a reply is promised: in the log, for likeness, and for the siege rule. */
export const noteReply = (receiver: Receiver, text: ScreenedText, ticket: Ticket): void => {
  const { memory, config, silenced, telemetry } = receiver
  telemetry.log(logEvents.replyBooked, { inboundId: text.sms.inboundId, dueAt: new Date(ticket.dueAt).toISOString() })
  memory.answered = withAnswered(memory.answered, text.sms, text.now)
  silenced.forget(text.senderKey)
  const limits = budgetOf(config, text.line.budget)
  if (isBesieged(ticket.nth, limits.hour) || isBesieged(ticket.partsInDay, limits.day))
    noteSiege(receiver, text, ticket.hourStart)
}

/** Queues a promised reply again, unless send-reply has claimed it: whoever promised it may have died before it was queued. */
export const queueAgain = async (
  receiver: Receiver,
  text: ScreenedText,
  { earlierReplies, dueAt }: Extract<Plan, { readonly kind: 'promised' }>,
): Promise<Verdict> => {
  if ((await receiver.claims.read(text.sms.inboundId)) === undefined) await queue(receiver, text, earlierReplies, dueAt)
  return 'duplicate'
}

/** Queues a reply. */
export const queue = (
  { replies }: Receiver,
  { sms, line, country, senderKey }: ScreenedText,
  earlierReplies: number,
  dueAt: number,
): Promise<void> =>
  replies.put({
    format: 1,
    inboundId: sms.inboundId,
    senderKey,
    sender: sms.sender,
    ...(sms.replyTo !== undefined && { replyTo: sms.replyTo }),
    line: line.number,
    country,
    language: languageFor(country, line.language),
    earlierReplies,
    budget: line.budget,
    sentAt: sms.sentAt,
    dueAt,
    ...(sms.answerBy !== undefined && { answerBy: sms.answerBy }),
  })

/** Notes that a budget is besieged, by the hour that shows it. */
export const noteSiege = ({ memory, telemetry }: Receiver, { line }: ScreenedText, hourStart: number): void => {
  const begins = memory.besiegedUntil === undefined
  memory.besiegedUntil = Math.max(memory.besiegedUntil ?? 0, hourStart + hour)
  if (begins) telemetry.log(logEvents.siegeEntered, { budget: line.budget })
}
