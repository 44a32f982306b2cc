import { minute } from '../../shared/rules/timing.ts'
import type { Chance } from './chance.ts'
import { comesBack, comesBackAfter, type Period } from './traffic.ts'

/** When each of so many texts comes. */
export type Moments = (count: number, chance: Chance) => readonly number[]

export const evenly =
  ({ from, to }: Period): Moments =>
  (count, chance) =>
    Array.from({ length: count }, () => from + chance.below(to - from))

/** One after another, always as far apart. */
export const steadily =
  (everyMs: number, { from }: Period): Moments =>
  (count) =>
    Array.from({ length: count }, (_, index) => from + index * everyMs)

const burst = { texts: 1000, lastsMs: minute }

/** A thousand within a minute, as the press had it, at any moment of each of as many equal parts of the time. */
export const inBursts =
  ({ from, to }: Period): Moments =>
  (count, chance) => {
    const bursts = Math.ceil(count / burst.texts)
    const slotMs = (to - from) / bursts
    const starts = Array.from(
      { length: bursts },
      (_, slot) => from + slot * slotMs + chance.below(Math.max(1, slotMs - burst.lastsMs)),
    )
    return Array.from(
      { length: count },
      (_, index) => (starts[Math.floor(index / burst.texts)] ?? from) + chance.below(burst.lastsMs),
    )
  }

/** Only in the first `lastsMs` of every `everyMs`. */
export const atTheStartOfEvery =
  (everyMs: number, lastsMs: number, { from, to }: Period): Moments =>
  (count, chance) =>
    Array.from(
      { length: count },
      () => from + chance.below(Math.floor((to - from) / everyMs)) * everyMs + chance.below(lastsMs),
    )

/** So many texts in a row come from one sender, who begins at any moment and asks again after any while within limits. */
export const again =
  (times: number, afterMs: { readonly min: number; readonly max: number }, period: Period): Moments =>
  (count, chance) => {
    const begins = evenly(period)(Math.ceil(count / times), chance)
    return begins.flatMap((begin) => {
      const moments = [begin]
      while (moments.length < times)
        moments.push((moments.at(-1) ?? begin) + afterMs.min + chance.below(afterMs.max - afterMs.min))
      return moments
    })
  }

/** As people do: one sender in four asks again, sooner more often than later. */
export const asPeopleDo =
  (period: Period): Moments =>
  (count, chance) => {
    const begins = evenly(period)(count, chance)
    return begins.map((begin, index) => {
      const first = begins[firstOfSender(index)] ?? begin
      return first === begin ? begin : first + comesBackAfter(chance)
    })
  }

/** Of five texts in a row, the last comes from the sender of the first: one sender in four asks again. */
export const firstOfSender = (index: number): number => {
  const askers = 1 / comesBack.share
  return index % (askers + 1) === askers ? index - askers : index
}
