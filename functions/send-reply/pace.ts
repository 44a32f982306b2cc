import type { SendResult } from '../../shared/ports.ts'
import { pacedAs } from '../../shared/rules/carriers.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import { longestSleepMs, minute, second, sendReplyProcesses } from '../../shared/rules/timing.ts'

type Dependencies = {
  readonly config: Pick<Config, 'sendIntervalMs'>
  readonly now: () => number
  /** Resolves after `ms` milliseconds. */
  readonly sleep: (ms: number) => Promise<void>
}

/** How one process spaces its requests to a carrier, or to the operator of one line, and what it has heard from it. */
export type Pace = ReturnType<typeof createPace>

/** Room for latencies that vary, or processes that alternate would now and then come too early for the carrier. */
const slackOf = (intervalMs: number): number => 20 + 0.04 * intervalMs

/**
 * When throttled, a process leaves more time between requests; after two acceptances in a row, less. A throttle right
 * after two acceptances means that two processes collided: the process only shifts its next request.
 */
const wider = 1.2
const narrower = 0.985

/** The first step wider of a carrier that isn't paced. */
const firstStepMs = 0.1 * second

/** For how long a carrier that has answered needs no question before an attempt. */
const heardForMs = 10 * minute

const createPace = (intervalMs: number, { now, sleep }: Omit<Dependencies, 'config'>) => {
  /** What settings ask for, shared among the processes. */
  const usualMs = intervalMs === 0 ? 0 : sendReplyProcesses * (intervalMs + slackOf(intervalMs))
  let spacingMs = usualMs
  let nextAt = 0
  let acceptedInARow = 2
  let heardAt = Number.NEGATIVE_INFINITY
  let throttledSince: number | undefined

  return {
    /** Sleeps until this process may make a request, and returns 0. If that is too long, returns how long instead. */
    keep: async (longestMs = longestSleepMs): Promise<number> => {
      // A clock that was set back must not stop a process.
      const ms = Math.min(nextAt - now(), spacingMs + intervalMs)
      if (ms > longestMs) return ms
      if (ms > 0) await sleep(ms)
      return 0
    },

    /** Notes that a request begins. */
    noteRequest: (): void => {
      nextAt = now() + spacingMs
    },

    /** Whether a question must come first: this process hasn't heard from the carrier for so long. */
    mustAsk: (): boolean => now() - heardAt > heardForMs,

    /** The time of the first throttle since this process's last acceptance; now if there was none. */
    throttledSince: (): number => throttledSince ?? now(),

    /** Notes that somebody has answered a question. */
    noteAnswer: (): void => {
      heardAt = now()
    },

    /** Notes what became of an attempt. */
    noteResult: (result: SendResult['kind']): void => {
      if (result === 'unknown') {
        heardAt = Number.NEGATIVE_INFINITY
        return
      }
      // Nobody may have heard of an attempt that may be repeated.
      if (result !== 'retryable') heardAt = now()
      if (result === 'accepted') {
        if (++acceptedInARow > 1) spacingMs = Math.max(usualMs, narrower * spacingMs)
        throttledSince = undefined
      }
      if (result === 'throttled') {
        if (acceptedInARow < 2)
          spacingMs = Math.max(usualMs, Math.min(longestSleepMs, Math.max(firstStepMs, wider * spacingMs)))
        acceptedInARow = 0
        throttledSince ??= now()
        nextAt = now() + Math.min(spacingMs + intervalMs, Math.max(usualMs, longestSleepMs))
      }
    },
  }
}

/** The paces of a process. */
export const createPaces = ({ config, ...dependencies }: Dependencies) => {
  const paces = new Map<string, Pace>()
  return (line: Line): Pace => {
    const key = pacedAs(line)
    const pace = paces.get(key) ?? createPace(config.sendIntervalMs?.[line.carrier] ?? 0, dependencies)
    paces.set(key, pace)
    return pace
  }
}
