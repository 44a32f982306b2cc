import { z } from 'zod'
import { carriers } from '../shared/rules/carriers.ts'
import { type DeliveryStatus, deliveryStatuses } from '../shared/rules/delivery-report.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { type AnySilentReason, allSilentReasons, logEvents, type Outcome, outcomes } from '../shared/rules/telemetry.ts'

export type Decision =
  | { readonly kind: 'reply'; readonly dueAt: string }
  | { readonly kind: 'silent'; readonly reason: AnySilentReason }

export type LogEvent = {
  readonly inboundId: string
  readonly decision?: Decision
  readonly outcome?: Outcome
  readonly delivery?: DeliveryStatus
}

/** The reports about texts in one log line of a function. */
export const logEventsIn = (line: string): readonly LogEvent[] => {
  // Skips parsing where possible: most lines report something else, and a siege produces many of them.
  if (!reportedEvents.some((event) => line.includes(event))) return []
  const { data } = entry.safeParse(parseJson(line))
  switch (data?.message) {
    case logEvents.replyBooked:
      return [{ inboundId: data.inboundId, decision: { kind: 'reply', dueAt: data.dueAt } }]
    case logEvents.textsSilenced:
      return allSilentReasons.flatMap((reason) =>
        (data.silenced[reason] ?? []).map(
          (inboundId) => ({ inboundId, decision: { kind: 'silent', reason } }) as const,
        ),
      )
    case logEvents.replySettled:
      return [{ inboundId: data.inboundId, outcome: data.outcome }]
    case logEvents.deliveryReported:
      return [{ inboundId: data.inboundId, delivery: data.status }]
    default:
      return []
  }
}

/** What a log line reports about a text, if anything. */
export const eventIn = ({ line }: { readonly line: string }, inboundId: string): LogEvent | undefined =>
  logEventsIn(line).find((logEvent) => logEvent.inboundId === inboundId)

const { replyBooked, textsSilenced, replySettled, deliveryReported } = logEvents
const reportedEvents = [replyBooked, textsSilenced, replySettled, deliveryReported]

const entry = z.discriminatedUnion('message', [
  z.object({ message: z.literal(replyBooked), inboundId: z.string(), dueAt: z.string() }),
  z.object({
    message: z.literal(textsSilenced),
    silenced: z.partialRecord(z.enum(allSilentReasons), z.array(z.string())),
  }),
  z.object({ message: z.literal(replySettled), inboundId: z.string(), outcome: z.enum(outcomes) }),
  z.object({ message: z.literal(deliveryReported), inboundId: z.string(), status: z.enum(deliveryStatuses) }),
])

/** The refusal that a line of send-reply's log reports, if it reports one. */
export const refusalIn = (logged: string) => {
  // Skips parsing where possible: a siege logs thousands of lines.
  if (!refusalEvents.some((event) => logged.includes(event))) return undefined
  const { data } = refusal.safeParse(parseJson(logged))
  if (data === undefined) return undefined
  const { message, ...said } = data
  // Otherwise, only its destination may be refused, or requests come too fast.
  return { ...said, ofLine: message !== logEvents.replyRefused && message !== logEvents.replyThrottled }
}

const refusalEvents = [
  logEvents.lineRefused,
  logEvents.replyRefused,
  logEvents.replyThrottled,
  ...Object.values(carriers).flatMap(({ notReady }) => notReady?.event ?? []),
]

const refusal = z.object({
  message: z.enum(refusalEvents as [string, ...string[]]),
  inboundId: z.string(),
  budget: z.string(),
  reason: z.string(),
})
