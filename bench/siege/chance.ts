/** Chance that a seed decides: the same seed, the same numbers. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  readonly next: () => number
  readonly below: (limit: number) => number
  readonly pick: <T>(from: readonly [T, ...T[]]) => T
}

/** Park and Miller's minimal standard, from a seed of 1 to 2,147,483,646. */
export const createChance = (seed: number): Chance => {
  let state = seed
  const next = () => {
    state = (state * 48_271) % 2_147_483_647
    return (state - 1) / 2_147_483_646
  }
  next()
  const below = (limit: number) => Math.floor(next() * limit)
  return { next, below, pick: (from) => from[below(from.length)] ?? from[0] }
}
