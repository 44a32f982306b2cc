import * as z from 'zod/mini'
import { carriers } from '../shared/rules/carriers.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents } from '../shared/rules/telemetry.ts'

/** The refusal that a line of send-reply's log reports, if it reports one. */
export const refusalIn = (logged: string) => {
  // Skips parsing where possible: a siege logs thousands of lines.
  if (!refusalEvents.some((event) => logged.includes(event))) return undefined
  const { data } = entry.safeParse(parseJson(logged))
  if (data === undefined) return undefined
  const { message, ...refusal } = data
  // Otherwise, only its destination may be refused, or requests come too fast.
  return { ...refusal, ofLine: message !== logEvents.replyRefused && message !== logEvents.replyThrottled }
}

const refusalEvents = [
  logEvents.lineRefused,
  logEvents.replyRefused,
  logEvents.replyThrottled,
  ...Object.values(carriers).flatMap(({ notReady }) => notReady?.event ?? []),
]

const entry = z.object({
  message: z.enum(refusalEvents as [string, ...string[]]),
  inboundId: z.string(),
  budget: z.string(),
  reason: z.string(),
})
