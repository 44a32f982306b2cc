/** A random number generator with a seed. The same seed gives the same numbers. */
export type Random = {
  /** Returns a number from 0 up to, but not including, 1. */
  readonly next: () => number
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
}

/** Park and Miller's minimal standard generator. The seed is from 1 to 2,147,483,646. */
export const createRandom = (seed: number): Random => {
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
  next()
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: (from) => from[below(from.length)] ?? from[0] }
}
