import { day, hour, minute } from '../../shared/rules/timing.ts'
import { randomMobile } from './mobiles.ts'
import { opener } from './openers.ts'
import type { Random } from './random.ts'

/** A text on its way to the number. Times are in milliseconds. */
export type Text = {
  /** When it was sent. */
  readonly at: number
  /** When it reaches the number, if an outage holds it up. */
  readonly arrivesAt?: number
  readonly sender: string
  readonly words: string
  readonly abusive: boolean
}

export type Period = { readonly from: number; readonly to: number }

/** 28 to 30 October 2017 in Paris, which left summer time on the 29th: 73 hours. */
const threeDays: Period = { from: Date.UTC(2017, 9, 27, 22), to: Date.UTC(2017, 9, 30, 23) }

/** The 31st, whose budget the siege has partly booked in advance. */
export const dayAfter: Period = { from: threeDays.to, to: threeDays.to + day }

/** The 29th, a day with the same rush but without an attack. */
export const dayBefore: Period = { from: Date.UTC(2017, 9, 28, 22), to: Date.UTC(2017, 9, 29, 23) }

/** The 30th, the day of the siege. */
export const dayOfSiege: Period = { from: Date.UTC(2017, 9, 29, 23), to: threeDays.to }

/** 16:00 to 20:00 in Paris on the 30th. */
export const siege: Period = { from: Date.UTC(2017, 9, 30, 15), to: Date.UTC(2017, 9, 30, 19) }

/** The press reported 17,400 texts in 72 hours, some of them abuse. We take 8,000 of them to be genuine. */
const genuineTexts = 8000

/** The texts of people who were given the number: in the three days and, with as many an hour, on the day after. In no order. */
export const createGenuineTexts = (random: Random): readonly Text[] => [
  ...genuineTextsIn(threeDays, genuineTexts, random),
  ...genuineTextsIn(dayAfter, Math.round((genuineTexts * day) / (threeDays.to - threeDays.from)), random),
]

/** Creates `count` genuine texts of people who first text in a period, with the daily rhythm. */
export const genuineTextsIn = (
  period: Period,
  count: number,
  random: Random,
  momentIn = momentOfDay,
): readonly Text[] => {
  const texts: Text[] = []
  while (texts.length < count) texts.push(...textsOfGenuineSender(period, random, count - texts.length, momentIn))
  return texts
}

/** Creates one or two texts of a person who first texts in a period. */
export const textsOfGenuineSender = (
  period: Period,
  random: Random,
  most = 2,
  momentIn = momentOfDay,
): readonly Text[] => {
  const [sender, at] = [randomMobile(random), momentIn(period, random)]
  const first = { at, sender, words: opener(random), abusive: false }
  if (random.next() >= comesBack.share || most === 1) return [first]
  return [first, { ...first, at: at + comesBackAfter(random), words: opener(random) }]
}

/** Our guess at how people text again: one in four does, after three minutes to six hours, sooner more often than later (log-uniform). */
export const comesBack = { share: 1 / 4, afterMs: { min: 3 * minute, max: 6 * hour } }

export const comesBackAfter = (random: Random): number => {
  const { min, max } = comesBack.afterMs
  return Math.floor(min * (max / min) ** random.next())
}

/**
 * Our guess at the rhythm of a day, as weights of the hours in Paris: quiet nights, busy evenings. It makes some 160 texts an hour
 * in the four hours of the siege.
 */
const rhythm = [3, 2, 1, 1, 1, 1, 1, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5, 5, 6, 6, 6, 6, 6, 5]

const busiest = Math.max(...rhythm)

/** A time at any hour with the same probability. */
export const anyMoment = ({ from, to }: Period, random: Random): number => from + random.below(to - from)

const momentOfDay = (period: Period, random: Random): number => {
  for (;;) {
    const at = anyMoment(period, random)
    if (random.next() * busiest < (rhythm[hourInParis(at)] ?? 0)) return at
  }
}

const winterTimeFrom = Date.UTC(2017, 9, 29, 1)

const hourInParis = (at: number): number => Math.floor(((at + (at < winterTimeFrom ? 2 : 1) * hour) % day) / hour)
