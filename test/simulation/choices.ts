/** Picks one of so many ways, 0 being the usual one. */
export type Choose = (ways: number) => number

/** Reads small numbers round and round; without any, all goes the usual way. */
export const createChoose = (numbers: readonly number[]): Choose => {
  let next = 0
  return (ways) => (numbers.length === 0 ? 0 : (numbers[next++ % numbers.length] ?? 0) % ways)
}

/** One of a list, the first being the usual one. */
export const chosen = <T>(choose: Choose, list: readonly [T, ...T[]]): T => list[choose(list.length)] ?? list[0]
