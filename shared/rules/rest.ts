import { clockSkewMs, minute } from './timing.ts'

/** A pause of a line after an attempt that may be lost: its length and its end, in milliseconds. */
export type Rest = { readonly ms: number; readonly until: number }

export const noRest: Rest = { ms: 0, until: 0 }

const shortestMs = 2 * minute
const longestMs = 55 * minute

/** Returns how long a rest still lasts: 0 if it ends later than it can, so that a wrong clock mutes no line. */
export const restLeftMs = ({ ms, until }: Rest, now: number): number =>
  until - now > Math.min(ms, longestMs) + clockSkewMs ? 0 : Math.max(0, until - now)

/** Returns the rest after one more such attempt: four times as long, from two minutes to 55. */
export const longerRest = ({ ms }: Rest, now: number): Rest => {
  const longer = Math.min(longestMs, Math.max(shortestMs, 4 * ms))
  return { ms: longer, until: now + longer }
}

/** Returns the rest after an attempt with a clear answer: over, and half as long if the next one is lost; then none. */
export const shorterRest = ({ ms }: Rest, now: number): Rest => ({ ms: ms < 2 * minute ? 0 : ms / 2, until: now })
