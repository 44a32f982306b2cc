import type { InboundText } from './inbound-text.ts'
import { fingerprint, numberBlock, wordingOf } from './likeness.ts'
import { type SenderClass, senderClasses } from './sender-class.ts'
import { lookEveryMs, minute, second } from './timing.ts'

/*
 * A crowd is what is known of all who text a budget in a period: how many texts have something in common, and the lots
 * of those who wait for room. It is counted anew in each period, so nothing in it is ever taken back.
 */

/** Counts of a period: of texts by mark (`s17`, `m934`, `r203`, `r`, `w9`, `w`), and of who waits by lot (`new12`). */
export type Crowd = { readonly [name: string]: number }

/** The crowd of this period so far, and the lots of the one before. */
export type Crowds = { readonly current: Crowd; readonly before: Lots }

/** Returns the period that contains a time in milliseconds. Whoever waits is looked at once in each. */
export const periodOf = (ms: number): number => Math.floor(ms / lookEveryMs)

/** Returns when a period begins, in milliseconds. */
export const startOf = (period: number): number => period * lookEveryMs

/** Names of counters, for what a text may have in common with others. */
export type Marks = readonly string[]

/** Hashes a text with a key that nobody else has, so that nobody can choose what shares a cell or ten seconds. */
export type KeyOf = (text: string) => string

/**
 * Returns the marks of a text: the ten seconds in which it was sent, its sender's block of numbers and its wording. A
 * late one has only the minute in which it was sent, since all that an outage held up come together.
 */
export const marksOf = (inbound: InboundText, isLate: boolean, keyOf: KeyOf): Marks => {
  const { sentAt } = inbound
  if (isLate) return [`m${Math.floor(sentAt / minute) % (24 * 60)}`]
  const hashOf = (text: string): number => Number.parseInt(fingerprint(keyOf(`crowd ${text}`)), 36)
  const phase = hashOf(String(periodOf(sentAt))) % tenSeconds
  const [block, wording] = [numberBlock(inbound), wordingOf(inbound)]
  return [
    `s${Math.floor(((sentAt % lookEveryMs) + phase) / tenSeconds)}`,
    ...(block === undefined ? [] : [`r${hashOf(block) % cells}`]),
    ...(wording === undefined ? [] : [`w${hashOf(wording) % cells}`]),
  ]
}

const tenSeconds = 10 * second

/** Blocks and wordings are counted in so many cells, by hash: an item stays small, and tells no number and no word. */
const cells = 256

/** Returns how many texts share a mark with this one, by the mark that most share. The text itself is one of them. */
export const alikeIn = (crowd: Crowd, marks: Marks, isCounted: boolean): number =>
  Math.max(1, ...marks.map((mark) => sharing(crowd, mark) + (isCounted ? 0 : 1)))

/** Subtracts the texts that share only the hash, on average, or a flood would make everybody alike. */
const sharing = (crowd: Crowd, mark: string): number => {
  const count = crowd[mark] ?? 0
  const ofKind = crowd[mark.charAt(0)]
  return ofKind === undefined ? count : count - (ofKind - count) / (cells - 1)
}

/** Returns what a text with these marks adds to a crowd: each mark, and all that have a cell of its kind. */
export const countsOf = (marks: Marks): Crowd =>
  Object.fromEntries(
    [...marks, ...marks.map((mark) => mark.charAt(0)).filter((kind) => kind === 'r' || kind === 'w')].map((name) => [
      name,
      1,
    ]),
  )

/** Adds counts to a crowd, in place, since in a flood it has hundreds. Returns the crowd. */
export const countIn = (crowd: Record<string, number>, counts: Crowd): Record<string, number> => {
  for (const [name, count] of Object.entries(counts)) crowd[name] = (crowd[name] ?? 0) + count
  return crowd
}

/**
 * Returns a lot: log2(alike × ∛chance), in twelfths, clamped. The lowest gets room first. The cube root of chance (0 to
 * 1) leaves a text like ten others little hope among those like none.
 */
export const lotOf = (alike: number, chance: number): number =>
  Math.min(highestLot, Math.max(lowestLot, Math.round(lotsAnOctave * Math.log2(alike * Math.cbrt(chance)))))

const lotsAnOctave = 12
const lowestLot = -8 * lotsAnOctave
const highestLot = 12 * lotsAnOctave

/** Returns what a text that waits adds to a crowd: its lot, and all lots of its class. */
export const countsOfLot = (senderClass: SenderClass, lot: number): Crowd => ({
  [senderClass]: 1,
  [nameOf(senderClass, lot)]: 1,
})

const nameOf = (senderClass: SenderClass, lot: number): string => `${senderClass}${lot}`

/** For each class, the numbers of those who wait with lots below each lot, from `lowestLot` on. */
export type Lots = { readonly [Class in SenderClass]: readonly number[] }

export const lotsOf = (crowd: Crowd): Lots => {
  const sums = (senderClass: SenderClass): readonly number[] => {
    if (crowd[senderClass] === undefined) return nobody
    const below = [0]
    for (const name of namesOf.get(senderClass) ?? []) below.push((below.at(-1) ?? 0) + (crowd[name] ?? 0))
    return below
  }
  return { new: sums('new'), returning: sums('returning'), last: sums('last') }
}

/** Below each lot, nobody. */
const nobody: readonly number[] = []

/** Made once, since each process reads lots when it starts. */
const namesOf = new Map(
  senderClasses.map((senderClass) => [
    senderClass,
    Array.from({ length: highestLot - lowestLot + 1 }, (_, i) => nameOf(senderClass, lowestLot + i)),
  ]),
)

/** Returns how many of a class have lots below `lot`; without it, how many there are. */
export const below = (lots: Lots, senderClass: SenderClass, lot = highestLot + 1): number =>
  lots[senderClass][lot - lowestLot] ?? 0
