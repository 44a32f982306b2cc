import type { LogEvent } from '../../shared/log-event.ts'
import type { AnySilentReason } from '../../shared/rules/telemetry.ts'

/** Counts the decisions about texts, one for each text. */
export const createTally = () => {
  const undecided = new Set<string>()
  const silenced: Partial<Record<AnySilentReason, number>> = {}
  let [decided, repliesBooked] = [0, 0]
  return {
    expect: (inboundId: string): void => {
      undecided.add(inboundId)
    },
    hear: ({ inboundId, decision }: LogEvent): void => {
      if (decision === undefined || !undecided.delete(inboundId)) return
      decided++
      if (decision.kind === 'reply') repliesBooked++
      else silenced[decision.reason] = (silenced[decision.reason] ?? 0) + 1
    },
    counts: () => ({ decided, repliesBooked, silenced: { ...silenced } }),
  }
}
