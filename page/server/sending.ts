import type { Cloud } from '../../emulator/index.ts'
import { logEventsIn, refusalIn } from '../../ops/log-event.ts'
import type { Sending } from '../client/protocol.ts'

type Watched = Pick<Cloud, 'isPaused' | 'texts' | 'logs'>

/** Says what keeps replies from being sent. A pause is read where the command line makes it, a refusal in the logs. */
export const createSending = (cloud: Watched, sendReply: string): (() => Sending) => {
  const refused = new Map<string, string>()
  const lineTexted = (inboundId: string): string | undefined =>
    cloud.texts.entries().findLast(({ id, direction }) => id === inboundId && direction === 'inbound')?.to
  cloud.logs.subscribe(({ line: logged }) => {
    const refusal = refusalIn(logged)
    const line = refusal?.ofLine ? lineTexted(refusal.inboundId) : undefined
    if (refusal !== undefined && line !== undefined) refused.set(line, refusal.reason)
    // Most of the time no line is refused, and nothing has to be looked up.
    if (refused.size === 0) return
    for (const { inboundId, outcome } of logEventsIn(logged))
      if (outcome === 'sent') refused.delete(lineTexted(inboundId) ?? '')
  })
  return () => ({
    paused: cloud.isPaused(sendReply),
    refused: [...refused].map(([line, reason]) => ({ line, reason })),
  })
}
