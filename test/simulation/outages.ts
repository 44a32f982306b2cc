import type { Outage } from './schedule.ts'
import type { Timeline } from './timeline.ts'

/** Which services are down, and until when. */
export type Outages = ReturnType<typeof createOutages>

export const createOutages = (outages: readonly Outage[], { now }: Timeline) => {
  const startedAt = now()
  const endOfOutageAt = (of: Outage['of'], at: number): number | undefined => {
    const outage = outages.find(
      ({ afterMs, forMs, ...outage }) =>
        outage.of === of && startedAt + afterMs <= at && at < startedAt + afterMs + forMs,
    )
    return outage && startedAt + outage.afterMs + outage.forMs
  }
  const upAt = (of: Outage['of'], at: number): number => {
    const end = endOfOutageAt(of, at)
    return end === undefined ? at : upAt(of, end)
  }
  return {
    isDown: (of: Outage['of']): boolean => endOfOutageAt(of, now()) !== undefined,
    /** The first moment from `at` on at which it is up. */
    upAt,
  }
}
