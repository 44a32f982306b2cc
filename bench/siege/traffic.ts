import { day, hour, minute } from '../../shared/rules/timing.ts'
import type { Chance } from './chance.ts'
import { anyMobile } from './mobiles.ts'
import { opener } from './openers.ts'

/** A text on its way to the number. `at` is in milliseconds. */
export type Text = {
  readonly at: number
  readonly sender: string
  readonly words: string
  readonly abusive: boolean
}

export type Period = { readonly from: number; readonly to: number }

/** 28 to 30 October 2017 in Paris, which left summer time on the 29th: 73 hours. */
const threeDays: Period = { from: Date.UTC(2017, 9, 27, 22), to: Date.UTC(2017, 9, 30, 23) }

/** The 31st, on which what the siege has borrowed is missing. */
export const dayAfter: Period = { from: threeDays.to, to: threeDays.to + day }

/** The 29th, a day of the same rush without an attack. */
export const dayBefore: Period = { from: Date.UTC(2017, 9, 28, 22), to: Date.UTC(2017, 9, 29, 23) }

/** 16:00 to 20:00 in Paris on the 30th. */
export const siege: Period = { from: Date.UTC(2017, 9, 30, 15), to: Date.UTC(2017, 9, 30, 19) }

/** What the press reported of the number: 17,400 texts in 72 hours, some of them abuse; 8,000 are taken for genuine. */
const genuineTexts = 8000

/** The texts of people who were given the number, in those three days and, as many an hour, on the day after; in no order. */
export const createGenuineTexts = (chance: Chance): readonly Text[] => [
  ...genuineTextsIn(threeDays, genuineTexts, chance),
  ...genuineTextsIn(dayAfter, Math.round((genuineTexts * day) / (threeDays.to - threeDays.from)), chance),
]

/** So many genuine texts, by the rhythm of a day, from people who begin in a period. */
export const genuineTextsIn = (period: Period, count: number, chance: Chance): readonly Text[] => {
  const texts: Text[] = []
  while (texts.length < count) texts.push(...textsOfGenuineSender(period, chance, count - texts.length))
  return texts
}

/** One text of somebody who begins in a period, or two. */
export const textsOfGenuineSender = (period: Period, chance: Chance, most = 2): readonly Text[] => {
  const [sender, at] = [anyMobile(chance), momentOfDay(period, chance)]
  const first = { at, sender, words: opener(chance), abusive: false }
  if (chance.next() >= comesBack.share || most === 1) return [first]
  return [first, { ...first, at: at + comesBackAfter(chance), words: opener(chance) }]
}

/** Our guess at how people come back: one in four texts again, after three minutes to six hours, sooner more often than later (log-uniform). */
export const comesBack = { share: 1 / 4, afterMs: { min: 3 * minute, max: 6 * hour } }

export const comesBackAfter = (chance: Chance): number => {
  const { min, max } = comesBack.afterMs
  return Math.floor(min * (max / min) ** chance.next())
}

/** Our guess at a day, by the hour in Paris: quiet nights, busy evenings. In the four hours of the siege it makes some 160 texts an hour. */
const rhythm = [3, 2, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 5]

const busiest = Math.max(...rhythm)

const momentOfDay = ({ from, to }: Period, chance: Chance): number => {
  for (;;) {
    const at = from + chance.below(to - from)
    if (chance.next() * busiest < (rhythm[hourInParis(at)] ?? 0)) return at
  }
}

const winterTimeFrom = Date.UTC(2017, 9, 29, 1)

const hourInParis = (at: number): number => Math.floor(((at + (at < winterTimeFrom ? 2 : 1) * hour) % day) / hour)
