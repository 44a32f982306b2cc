import { senderNumber } from '../texts.ts'

let next = 0

/** Numbers that nobody has texted from in this run of the benchmark. */
export const newSenders = (count: number): readonly string[] =>
  Array.from({ length: count }, () => senderNumber(next++))

/** More texts of one sender than it takes to be blocked. */
export const insistentTexts = 30
