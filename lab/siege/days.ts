import { type CarrierName, carrierNames } from '../../shared/rules/carriers.ts'
import type { Budget } from '../../shared/rules/config.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { hasPhone } from '../virtual/stage.ts'
import { type Attack, createAbuse, evenly, inBursts, mostlyPasted, noTwoAlike, steadily } from './attacks.ts'
import { type ReplayOutcome, type Scene, shareAnswered, soonMs } from './figures.ts'
import type { Setup } from './replay.ts'
import {
  createRandom,
  dayAfter,
  dayOfSiege,
  genuineTextsIn,
  nthNeighbour,
  type Period,
  type Random,
  randomMobile,
  siege,
  type Text,
} from './traffic.ts'

/** A day, or a few, unlike the evening of 30 October 2017, with a budget and honest traffic of its own. */
export type Day = Pick<Setup, 'delayMs' | 'processMs'> & {
  readonly name: string
  readonly carrier?: CarrierName
  readonly budget: Budget
  /** Honest texts a day, with its rhythm, during `honestIn`. */
  readonly honest: number
  readonly honestIn: Period
  /** Honest texts in addition to those, all in a short time. */
  readonly rush?: Period & { readonly texts: number }
  readonly attack?: (random: Random) => Attack
  readonly abusiveTexts?: number
  /** No text reaches the number in this period. All come when it is over, in the order in which they were sent or in any. */
  readonly outage?: Period & { readonly order: 'in order' | 'shuffled' }
  /** Whose senders count, and whose count as those who come later. */
  readonly counted: Period
  readonly later: Period
  /** How many seeds are averaged, where few honest texts come. */
  readonly seeds?: number
}

const threeDays: Period = { from: dayOfSiege.from - day, to: dayAfter.to }
const clock = (hours: number): number => dayOfSiege.from + hours * hour

/** How the tables name a budget. */
export const budgetNameOf = ({ budget: { hour, day }, carrier }: Day): string =>
  `${hour} an hour, ${day.toLocaleString('en')} a day${carrier === undefined ? '' : `, a ${carrier.toUpperCase()}`}`

const small = { hour: 100, day: 1000, month: 10_000 }
const large = { hour: 400, day: 4000, month: 40_000 }
const ofHttpSms = { hour: 50, day: 500, month: 5000, gapMs: 2 * second }

const manyNumbers = (count: number, random: Random): Attack['senderOf'] => {
  const numbers = Array.from({ length: count }, () => randomMobile(random))
  return (index) => numbers[index % count] ?? randomMobile(random)
}

const away: Period = { from: clock(8), to: clock(20) }
const bursts = {
  abusiveTexts: 20_000,
  attack: (random: Random): Attack => ({
    moments: inBursts(away),
    senderOf: manyNumbers(20_000, random),
    wordsOf: mostlyPasted,
  }),
}
const outageDays = { honestIn: threeDays, counted: away, later: dayAfter } as const
const outages: readonly Day[] = (['in order', 'shuffled'] as const).flatMap((order): readonly Day[] => {
  const outage = { ...away, order }
  return [
    { name: `Twelve hours' outage, ${order}`, budget: small, honest: 960, ...outageDays, outage },
    { name: `Twelve hours' outage, ${order}`, budget: large, honest: 3840, ...outageDays, outage },
    ...carrierNames.filter(hasPhone).map((carrier) => ({
      name: `A phone away for twelve hours, ${order}`,
      carrier,
      budget: ofHttpSms,
      honest: 480,
      ...outageDays,
      outage,
    })),
    {
      name: `The same outage with 20,000 abusive texts in bursts, ${order}`,
      budget: small,
      honest: 960,
      ...outageDays,
      ...bursts,
      outage,
    },
    {
      name: `The same outage with 20,000 abusive texts in bursts, ${order}`,
      budget: large,
      honest: 3840,
      ...outageDays,
      ...bursts,
      outage,
    },
  ]
})

const nightOf = (budget: Budget, honest: number, numbers: number, seeds = 1): Day => ({
  name: `${numbers.toLocaleString('en')} numbers between midnight and six`,
  budget,
  honest,
  honestIn: threeDays,
  abusiveTexts: numbers,
  attack: (random) => ({
    moments: evenly({ from: dayOfSiege.from, to: clock(6) }),
    senderOf: manyNumbers(numbers, random),
    wordsOf: noTwoAlike,
  }),
  counted: dayOfSiege,
  later: dayAfter,
  seeds,
})

const television: Period = { from: clock(20.5), to: clock(20.5) + 20 * minute }

const week: Period = { from: Date.UTC(2017, 9, 27), to: Date.UTC(2017, 10, 3) }
const turning = 5001

const tiny = (budget: Budget, honest: number): Day => ({
  name: '1,000 numbers within a minute, against a tiny budget',
  budget,
  honest,
  honestIn: threeDays,
  abusiveTexts: 1000,
  attack: (random) => ({ moments: inBursts(siege), senderOf: manyNumbers(1000, random), wordsOf: noTwoAlike }),
  counted: { from: siege.to, to: dayAfter.to },
  later: dayAfter,
  seeds: 8,
})

export const days: readonly Day[] = [
  ...outages,
  nightOf(small, 600, 600),
  nightOf(large, 2400, 2400),
  {
    name: '5,001 numbers that take turns for a week, each once in 25 hours',
    budget: small,
    honest: 600,
    honestIn: { from: week.from - day, to: week.to },
    abusiveTexts: Math.floor((7 * 24 * turning) / 25),
    attack: (random) => ({
      moments: steadily((25 * hour) / turning, week),
      senderOf: manyNumbers(turning, random),
      wordsOf: noTwoAlike,
    }),
    counted: week,
    later: { from: week.to - 4 * day, to: week.to },
  },
  {
    name: '20,000 neighbouring numbers, and processes that live for a minute',
    budget: large,
    honest: 2667,
    honestIn: threeDays,
    processMs: minute,
    abusiveTexts: 20_000,
    attack: () => ({ moments: evenly(siege), senderOf: nthNeighbour, wordsOf: noTwoAlike }),
    counted: siege,
    later: dayAfter,
  },
  {
    name: 'A burst within a minute, and replies delayed by up to twelve hours',
    budget: small,
    honest: 600,
    honestIn: threeDays,
    delayMs: { min: 45 * minute, max: 12 * hour },
    abusiveTexts: 2000,
    attack: () => ({
      moments: evenly({ from: siege.from, to: siege.from + minute }),
      senderOf: nthNeighbour,
      wordsOf: noTwoAlike,
    }),
    counted: dayOfSiege,
    later: dayAfter,
  },
  tiny({ hour: 1, day: 24, month: 700 }, 12),
  tiny({ hour: 6, day: 24, month: 700 }, 12),
  tiny({ hour: 25, day: 100, month: 2800 }, 50),
  nightOf({ hour: 24, day: 24, month: 240 }, 12, 1000, 8),
  {
    name: 'A television evening: 3,000 honest people in twenty minutes',
    budget: large,
    honest: 2400,
    honestIn: threeDays,
    rush: { ...television, texts: 3750 },
    counted: television,
    later: dayAfter,
  },
]

export const sceneOfDay = (scene: Day, seed: number): Scene => {
  const { honest, honestIn, rush, attack, abusiveTexts = 0, outage } = scene
  const random = createRandom(seed + 1)
  const count = Math.round((honest * (honestIn.to - honestIn.from)) / day)
  const texts = [
    ...genuineTextsIn(honestIn, count, createRandom(seed)),
    ...(rush === undefined ? [] : genuineTextsIn(rush, rush.texts, random)),
    ...(attack === undefined ? [] : createAbuse(attack(random), abusiveTexts, random)),
  ].sort((a, b) => a.at - b.at)
  return outage === undefined ? texts : late(texts, outage, random)
}

const late = (texts: readonly Text[], { from, to, order }: NonNullable<Day['outage']>, random: Random) => {
  const isLate = ({ at }: Text): boolean => at >= from && at < to
  const held = texts.filter(isLate).map((text) => ({ ...text, arrivesAt: to }))
  return [
    ...texts.filter(({ at }) => at < from),
    ...(order === 'shuffled' ? shuffled(held, random) : held),
    ...texts.filter(({ at }) => at >= to),
  ]
}

const shuffled = <Item>(items: readonly Item[], random: Random): readonly Item[] =>
  items
    .map((item) => [random.next(), item] as const)
    .sort(([a], [b]) => a - b)
    .map(([, item]) => item)

/** The results of a day. Shares are from 0 to 1, of the honest senders who first text in a period. */
export type DayFigures = ReturnType<typeof dayFiguresOf>

export const dayFiguresOf = (outcome: ReplayOutcome, { counted, later }: Pick<Day, 'counted' | 'later'>) => {
  const shareIn = shareAnswered(outcome)
  return {
    answered: shareIn(counted),
    answeredSoon: shareIn(counted, soonMs),
    answeredSoonFrom16To20: shareIn(siege, soonMs),
    laterAnswered: shareIn(later),
    laterAnsweredSoon: shareIn(later, soonMs),
    abusiveAnswered: outcome.replies.filter(({ text }) => text.abusive).length,
    /** 0 for the baseline, whose requests are not counted. */
    requestsPerText: outcome.aws === undefined ? 0 : (outcome.aws.reads + outcome.aws.writes) / outcome.received.length,
  }
}
