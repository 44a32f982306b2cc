import { hourOf } from '../../shared/rules/calendar.ts'
import { hour } from '../../shared/rules/timing.ts'
import type { Timeline } from '../virtual/timeline.ts'
import type { Fault } from './faults.ts'
import type { Outage } from './schedule.ts'

/** The outages of a run: what is down, and until when. */
export type Outages = ReturnType<typeof createOutages>

export const createOutages = (outages: readonly Outage[], { now }: Timeline) => {
  const startedAt = now()
  const times = outages.map(({ of, fault, afterMs, forMs, untilBeforeHourMs }) => {
    const end = startedAt + afterMs + forMs
    const endsAt = untilBeforeHourMs === undefined ? end : hourOf(end) + hour - untilBeforeHourMs
    return { of, fault, beginsAt: startedAt + afterMs, endsAt }
  })
  const outageAt = (of: Outage['of'], at: number) =>
    times.find((time) => time.of === of && time.beginsAt <= at && at < time.endsAt)
  const upAt = (of: Outage['of'], at: number): number => {
    const outage = outageAt(of, at)
    return outage === undefined ? at : upAt(of, outage.endsAt)
  }
  return {
    isDown: (of: Outage['of']): boolean => outageAt(of, now()) !== undefined,
    /** The fault that every call to a port has now, if there is an outage. */
    faultOf: (port: Outage['of']): Fault | undefined => outageAt(port, now())?.fault,
    /** The earliest time, not before `at`, at which there is no outage. */
    upAt,
  }
}
