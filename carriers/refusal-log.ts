import * as z from 'zod/mini'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents } from '../shared/rules/telemetry.ts'
import { type CarrierTraits, carriers } from './index.ts'

/** What a log line says about a reply that could not be sent. */
type LoggedRefusal = {
  readonly inboundId: string
  readonly budget: string
  readonly reason: string
  /** Whether its line can't send. Otherwise, only its destination may be refused, or requests come too fast. */
  readonly ofLine: boolean
}

/** The refusal that a line of send-reply's log reports, if it reports one. */
export const refusalIn = (logged: string): LoggedRefusal | undefined => {
  // Skips parsing where possible: a siege logs thousands of lines.
  if (!refusalEvents.some((event) => logged.includes(event))) return undefined
  const { data } = entry.safeParse(parseJson(logged))
  if (data === undefined) return undefined
  const { message, inboundId, budget, reason = reasonsWhenNotReady.get(message) ?? message } = data
  return {
    inboundId,
    budget,
    reason,
    ofLine: message !== logEvents.replyRefused && message !== logEvents.replyThrottled,
  }
}

/** Why a line counts as refused, by the event that is logged if its carrier knows that it can't send now. */
const reasonsWhenNotReady: ReadonlyMap<string, string> = new Map(
  Object.values(carriers).flatMap(({ notReady }: CarrierTraits) =>
    notReady === undefined ? [] : [[notReady.event, notReady.reason] as const],
  ),
)

const refusalEvents = [
  logEvents.lineRefused,
  logEvents.replyRefused,
  logEvents.replyThrottled,
  ...reasonsWhenNotReady.keys(),
]

const entry = z.object({
  message: z.enum(refusalEvents as [string, ...string[]]),
  inboundId: z.string(),
  budget: z.string(),
  reason: z.optional(z.string()),
})
