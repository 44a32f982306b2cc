import type { CarrierName } from '../../carriers/registry.ts'
import type { Config } from '../../shared/rules/config.ts'
import { minute, queueVisibilityMs, second, sendReplyProcesses } from '../../shared/rules/timing.ts'

type Dependencies = {
  readonly config: Pick<Config, 'sendIntervalMs'>
  readonly now: () => number
  readonly random: () => number
  readonly wait: (ms: number) => Promise<void>
}

/**
 * Keeps to the rate at which a carrier accepts requests, without asking anybody: each process spaces its own attempts, so that all processes
 * together stay just below the rate. A carrier without an interval is not paced.
 */
export type Pace = ReturnType<typeof createPace>

/** Room for latencies that vary. Without it, processes that alternate would now and then come too early for the carrier. */
const slackOf = (intervalMs: number): number => 20 + 0.04 * intervalMs

/** The pause after a refusal, as a share of the interval. It is short, so that a process finds the gap between the others' attempts. */
const searchShare = 0.1

/** For how long a refused reply is hidden at first, and at most. Up to as much again is added at random. */
const shortestHoldMs = 2 * second
const longestHoldMs = 30 * second

/** After this long without an accepted reply, it is no longer the rate that is to blame. */
const starvedAfterMs = 10 * minute

export const createPace = ({ config, now, random, wait }: Dependencies) => {
  const nextAt = new Map<CarrierName, number>()
  /** When each carrier's refusals began, without an accepted reply since, and the last of them. */
  const throttling = new Map<CarrierName, { readonly since: number; readonly last: number }>()
  const intervalOf = (carrier: CarrierName): number => config.sendIntervalMs?.[carrier] ?? 0
  const spacingOf = (carrier: CarrierName): number => {
    const intervalMs = intervalOf(carrier)
    return intervalMs === 0 ? 0 : sendReplyProcesses * (intervalMs + slackOf(intervalMs))
  }

  return {
    /** Waits until this process may attempt to send by the carrier. */
    turn: async (carrier: CarrierName): Promise<void> => {
      const ms = (nextAt.get(carrier) ?? 0) - now()
      // A clock that was set back must not stop a process.
      if (ms > 0) await wait(Math.min(ms, spacingOf(carrier)))
    },

    /** Notes that an attempt begins. */
    attempts: (carrier: CarrierName): void => void nextAt.set(carrier, now() + spacingOf(carrier)),

    accepted: (carrier: CarrierName): void => void throttling.delete(carrier),

    /**
     * Notes that the carrier refused an attempt for its rate. Returns for how long the reply should be hidden, in milliseconds, and whether
     * nothing has been accepted for ten minutes.
     */
    throttled: (carrier: CarrierName): { readonly holdMs: number; readonly isStarved: boolean } => {
      const at = now()
      const { since, last } = throttling.get(carrier) ?? { since: at, last: at }
      const begunAt = at - last > queueVisibilityMs ? at : since
      throttling.set(carrier, { since: begunAt, last: at })
      nextAt.set(carrier, at + searchShare * intervalOf(carrier))
      const holdMs = Math.min(longestHoldMs, Math.max(shortestHoldMs, (at - begunAt) / 4))
      return { holdMs: holdMs * (1 + random()), isStarved: at - begunAt >= starvedAfterMs }
    },
  }
}
