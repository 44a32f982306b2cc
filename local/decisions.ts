import { z } from 'zod'

import { logEvents } from '../shared/rules/telemetry.ts'
import type { LogLine } from './lambda/lambda.ts'

/** What receive-sms decided about one text. */
export type Decision =
  | { readonly kind: 'reply'; readonly dueAt: string }
  | { readonly kind: 'silent'; readonly reason: string }

/** The decision about a text, if it is what a log line reports. */
export const decisionIn = ({ line }: LogLine, inboundId: string): Decision | undefined => {
  const { data: booked } = replyBooked.safeParse(parse(line))
  if (booked?.inboundId === inboundId) return { kind: 'reply', dueAt: booked.dueAt }
  const { data } = textsSilenced.safeParse(parse(line))
  const [reason] = Object.entries(data?.silenced ?? {}).find(([, ids]) => ids.includes(inboundId)) ?? []
  return reason === undefined ? undefined : { kind: 'silent', reason }
}

const replyBooked = z.object({ message: z.literal(logEvents.replyBooked), inboundId: z.string(), dueAt: z.string() })

const textsSilenced = z.object({
  message: z.literal(logEvents.textsSilenced),
  silenced: z.record(z.string(), z.array(z.string())),
})

const parse = (line: string): unknown => {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
