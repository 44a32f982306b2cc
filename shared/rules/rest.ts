import { clockSkewMs, minute } from './timing.ts'

/** A pause of a carrier or line after an attempt that may be lost: its length and its end, in milliseconds. */
export type Rest = { readonly ms: number; readonly until: number }

export const noRest: Rest = { ms: 0, until: 0 }

const shortestMs = 2 * minute
/** Short enough that no reply waits for more than an hour for a line that is well again. */
const longestMs = 55 * minute

/** Returns how long a rest still lasts: 0 if it ends later than it can, so that a wrong clock mutes no line. */
export const restLeftMs = ({ ms, until }: Rest, now: number): number =>
  until - now > Math.min(ms, longestMs) + clockSkewMs ? 0 : Math.max(0, until - now)

/** Returns the rest after one more such attempt: 2, 8, 32, and then 55 minutes. */
export const longerRest = ({ ms }: Rest, now: number): Rest => {
  const longer = Math.min(longestMs, Math.max(shortestMs, 4 * ms))
  return { ms: longer, until: now + longer }
}
