import { senderNumber } from '../texts.ts'

let next = 0

/** Phone numbers that have not sent a text yet in this run of the benchmark. */
export const newSenders = (count: number): readonly string[] =>
  Array.from({ length: count }, () => senderNumber(next++))

/** More texts than it takes for their sender to be blocked. */
export const insistentTexts = 30
