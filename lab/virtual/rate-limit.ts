/**
 * A carrier that accepts one request per interval and refuses what comes sooner, as AWS does without a burst. Returns a function that says
 * whether a request that comes now is accepted.
 */
export const createRateLimit = (intervalMs: number, now: () => number): (() => boolean) => {
  let nextAt = 0
  return () => {
    if (now() < nextAt) return false
    nextAt = now() + intervalMs
    return true
  }
}
