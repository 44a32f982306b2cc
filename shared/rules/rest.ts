import { clockSkewMs, minute } from './timing.ts'

/** For how long a carrier or line sends nothing after an attempt that may be lost, and until when, in milliseconds. */
export type Rest = { readonly ms: number; readonly until: number }

export const noRest: Rest = { ms: 0, until: 0 }

const shortestMs = 2 * minute
/** So that no reply waits for more than an hour for a line that is well again. */
const longestMs = 55 * minute

/** How long a rest still lasts. One that ends later than it can, by a wrong clock, mutes no line. */
export const restLeftMs = ({ ms, until }: Rest, now: number): number =>
  until - now > Math.min(ms, longestMs) + clockSkewMs ? 0 : Math.max(0, until - now)

/** The rest after one more such attempt: 2, 8, 32, and then 55 minutes. */
export const longerRest = ({ ms }: Rest, now: number): Rest => {
  const longer = Math.min(longestMs, Math.max(shortestMs, 4 * ms))
  return { ms: longer, until: now + longer }
}
