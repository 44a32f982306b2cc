/** Picks one of several options by its index. 0 is the usual option. */
export type Choose = (ways: number) => number

/** Takes its picks from a list of small numbers, which it repeats. With an empty list it always picks 0. */
export const createChoose = (numbers: readonly number[]): Choose => {
  let next = 0
  return (ways) => (numbers.length === 0 ? 0 : (numbers[next++ % numbers.length] ?? 0) % ways)
}

/** Picks an element of a list whose first element is the usual one. */
export const chosen = <T>(choose: Choose, list: readonly [T, ...T[]]): T => list[choose(list.length)] ?? list[0]
