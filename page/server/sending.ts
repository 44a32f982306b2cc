import { z } from 'zod'

import { type CarrierTraits, carriers } from '../../carriers/index.ts'
import type { Cloud } from '../../emulator/index.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { logEvents } from '../../shared/rules/telemetry.ts'
import type { Sending } from '../client/protocol.ts'

type Watched = {
  readonly cloud: Pick<Cloud, 'isPaused' | 'texts' | 'logs'>
  /** The name of the function that sends replies. */
  readonly sendReply: string
  readonly isThrottled: () => boolean
}

/**
 * Returns a function that says what keeps replies from being sent. A pause is read from the event source mapping, which the command
 * line changes as well; which lines are refused is what the functions log.
 */
export const createSending = ({ cloud, sendReply, isThrottled }: Watched): (() => Sending) => {
  const refused = new Map<string, { readonly reason: string; readonly budget: string }>()
  const lineTexted = (inboundId: string): string | undefined =>
    cloud.texts.entries().findLast(({ id, direction }) => id === inboundId && direction === 'inbound')?.to
  cloud.logs.subscribe(({ line: logged }) => {
    // Skips parsing where possible: a siege logs thousands of lines.
    if (!lineEvents.some((event) => logged.includes(event))) return
    const { message, inboundId, budget, reason } = entry.safeParse(parseJson(logged)).data ?? {}
    if (message === undefined || budget === undefined) return
    if (message === logEvents.lineRecovered) {
      // The log doesn't name the line; one that is still refused is soon tried, and logged, again.
      for (const [line, known] of refused) if (known.budget === budget) refused.delete(line)
      return
    }
    const line = inboundId === undefined ? undefined : lineTexted(inboundId)
    if (line !== undefined) refused.set(line, { reason: reason ?? reasonsWhenNotReady.get(message) ?? message, budget })
  })
  return () => ({
    paused: cloud.isPaused(sendReply),
    throttled: isThrottled(),
    refused: [...refused].map(([line, { reason }]) => ({ line, reason })),
  })
}

/** Why a line counts as refused, by the event that is logged if its carrier knows that it can't send now. */
const reasonsWhenNotReady: ReadonlyMap<string, string> = new Map(
  Object.values(carriers).flatMap(({ notReady }: CarrierTraits) =>
    notReady === undefined ? [] : [[notReady.whenNot.event, notReady.whenNot.reason] as const],
  ),
)

const lineEvents = [logEvents.lineRefused, logEvents.lineRecovered, ...reasonsWhenNotReady.keys()]

const entry = z.object({
  message: z.enum(lineEvents),
  inboundId: z.string().optional(),
  budget: z.string(),
  reason: z.string().optional(),
})
