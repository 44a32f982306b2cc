import * as z from 'zod/mini'
import { carriers } from '../shared/rules/carriers.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { logEvents } from '../shared/rules/telemetry.ts'

type LoggedRefusal = {
  readonly inboundId: string
  readonly budget: string
  readonly reason: string
  /** Whether its line can't send. Otherwise, only its destination may be refused, or requests come too fast. */
  readonly ofLine: boolean
}

export const refusalIn = (logged: string): LoggedRefusal | undefined => {
  // Skips parsing where possible: a siege logs thousands of lines.
  if (!refusalEvents.some((event) => logged.includes(event))) return undefined
  const { data } = entry.safeParse(parseJson(logged))
  if (data === undefined) return undefined
  const { message, inboundId, budget, reason } = data
  return {
    inboundId,
    budget,
    reason,
    ofLine: message !== logEvents.replyRefused && message !== logEvents.replyThrottled,
  }
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
