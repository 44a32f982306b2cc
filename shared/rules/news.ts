import { z } from 'zod'

import { type DeliveryStatus, deliveryStatuses } from './delivery-report.ts'
import { parseJson } from './parse-json.ts'
import { type AnySilentReason, allSilentReasons, logEvents, type Outcome, outcomes } from './telemetry.ts'

/** What was decided about one text or call. */
export type Decision =
  | { readonly kind: 'reply'; readonly dueAt: string }
  | { readonly kind: 'silent'; readonly reason: AnySilentReason }

/** What a log line reports of a text: the decision about it, what became of its reply, or whether that arrived. */
export type News = {
  readonly inboundId: string
  readonly decision?: Decision
  readonly outcome?: Outcome
  readonly delivery?: DeliveryStatus
}

/** Everything that a log line of a function reports of texts. */
export const newsIn = (line: string): readonly News[] => {
  // Most lines are about something else, and in a siege there are many.
  if (!eventsWithNews.some((event) => line.includes(event))) return []
  const { data } = entry.safeParse(parseJson(line))
  switch (data?.message) {
    case logEvents.replyBooked:
    case logEvents.replyBookedAnew:
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

/** The decision about a text, if it is what a log line reports. */
export const decisionIn = ({ line }: { readonly line: string }, inboundId: string): Decision | undefined =>
  newsIn(line).find((news) => news.inboundId === inboundId)?.decision

/** What was reported of the reply to a text, if it is what a log line reports. */
export const deliveryIn = ({ line }: { readonly line: string }, inboundId: string): DeliveryStatus | undefined =>
  newsIn(line).find((news) => news.inboundId === inboundId)?.delivery

const { replyBooked, replyBookedAnew, textsSilenced, replySettled, deliveryReported } = logEvents
const eventsWithNews = [replyBooked, textsSilenced, replySettled, deliveryReported]

const entry = z.discriminatedUnion('message', [
  z.object({ message: z.literal([replyBooked, replyBookedAnew]), inboundId: z.string(), dueAt: z.string() }),
  z.object({
    message: z.literal(textsSilenced),
    silenced: z.partialRecord(z.enum(allSilentReasons), z.array(z.string())),
  }),
  z.object({ message: z.literal(replySettled), inboundId: z.string(), outcome: z.enum(outcomes) }),
  z.object({ message: z.literal(deliveryReported), inboundId: z.string(), status: z.enum(deliveryStatuses) }),
])
