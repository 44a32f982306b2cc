import { minute } from '../../shared/rules/timing.ts'
import type { Timeline } from '../client/protocol.ts'

/** The most periods of a timeline. When they have passed, each two become one. */
const mostPeriods = 60

/** The fewest, so that the first text isn't as wide as the picture. */
const fewestPeriods = 20

/** After a quarter of an hour nothing is added: what happened first would become too small to be seen. */
const longestMs = 15 * minute

/** Counts what happens from now on, in periods that get longer as time passes. */
export const createTimeline = () => {
  const began = Date.now()
  let periodMs = 250
  let counts = Array.from({ length: fewestPeriods }, none)
  return {
    count: (what: 'arrived' | 'sent'): void => {
      const after = Date.now() - began
      if (after >= longestMs) return
      while (after >= mostPeriods * periodMs) {
        periodMs *= 2
        counts = counts.flatMap((one, i) => (i % 2 === 0 ? [sum(one, counts[i + 1])] : []))
      }
      const at = Math.floor(after / periodMs)
      while (counts.length <= at) counts.push(none())
      const period = counts[at]
      if (period !== undefined) period[what]++
    },
    timeline: (): Timeline => ({
      periodMs,
      arrived: counts.map(({ arrived }) => arrived),
      sent: counts.map(({ sent }) => sent),
    }),
  }
}

const none = () => ({ arrived: 0, sent: 0 })

type Counts = ReturnType<typeof none>

const sum = (a: Counts, b = none()): Counts => ({ arrived: a.arrived + b.arrived, sent: a.sent + b.sent })
