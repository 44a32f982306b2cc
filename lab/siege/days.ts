import { carrierNames } from '../../shared/rules/carriers.ts'
import { day, hour, minute } from '../../shared/rules/timing.ts'
import { hasPhone } from '../virtual/stage.ts'
import {
  asPeopleDo,
  atTheStartOfEvery,
  evenly,
  firstOfSender,
  fromNumbers,
  inBursts,
  mostlyPasted,
  noTwoAlike,
  steadily,
  takingTurns,
} from './attacks.ts'
import { around, clock, type Day, daily, large, ofPhone, sameDay, small, withBudgetInName } from './day.ts'
import type { Scene } from './scene.ts'
import { dayAfter, dayOfSiege, nthNeighbour, opener, type Period, type Random, siege } from './traffic.ts'

// Days, or a few, unlike the evening of 30 October 2017, with a budget and honest traffic of their own.

const night: Period = { from: dayOfSiege.from, to: clock(6) }
const away: Period = { from: clock(8), to: clock(20) }
const bursts = { attack: fromNumbers(20_000, { moments: inBursts(away), wordsOf: mostlyPasted }) }

const outages = (['in order', 'shuffled'] as const).flatMap((order): readonly Day[] => {
  const common = { counted: away, outage: { ...away, order } }
  const usual = { budget: small, ...daily(960), ...common }
  const plain = `Twelve hours' outage, ${order}`
  const flooded = `The same and 20,000 abusive texts in bursts, ${order}`
  const name = `A phone away for twelve hours, ${order}`
  return [
    { name: plain, ...usual },
    ...carrierNames.filter(hasPhone).map((carrier) => ({ name, carrier, budget: ofPhone, ...daily(480), ...common })),
    { name: flooded, ...usual, ...bursts },
  ]
})

const nightOf = (budget: Scene['budget'], honest: number, count: number, seeds = 1): Day => ({
  name: `${count.toLocaleString('en')} numbers between midnight and six`,
  budget,
  ...daily(honest),
  attack: fromNumbers(count, { moments: evenly(night), wordsOf: noTwoAlike }),
  seeds,
})

const tiny = (hourly: number): Day => ({
  name: '1,000 numbers within a minute',
  budget: { hour: hourly, day: 24, month: 700 },
  ...daily(12),
  attack: fromNumbers(1000, { moments: inBursts(siege), wordsOf: noTwoAlike }),
  counted: { from: siege.to, to: dayAfter.to },
  seeds: 8,
})

const afternoon: Period = { from: clock(15), to: clock(15) + 10 * minute }

const nightAndAfternoon = {
  attack: fromNumbers(900, {
    moments: (_, random) => [...evenly(night)(600, random), ...evenly(afternoon)(300, random)],
    wordsOf: noTwoAlike,
  }),
  ...sameDay,
  seeds: 3,
}

const asPeopleAllDay = (random: Random) => {
  const numberOf = takingTurns(1000, random)
  return {
    texts: 1000,
    moments: asPeopleDo({ from: dayOfSiege.from, to: clock(16) }),
    senderOf: (index: number) => numberOf(firstOfSender(index)),
    wordsOf: (_: number, random: Random) => opener(random),
  }
}

/** With replies delayed by 75 minutes at most, an hour is at hand from a quarter to on. */
const whenAnHourIsAtHand = { from: siege.from + 45 * minute, to: siege.to + 45 * minute }

const week: Period = { from: Date.UTC(2017, 9, 27), to: Date.UTC(2017, 10, 3) }
const ofWeek = { counted: week, later: { from: week.to - 4 * day, to: week.to } }
const launch = [{ ...week, texts: 100_000 }]
const turning = 5001
const inTurn = { moments: steadily((25 * hour) / turning, week), wordsOf: noTwoAlike }
const atHand = { moments: atTheStartOfEvery(hour, minute, whenAnHourIsAtHand), wordsOf: noTwoAlike }
const neighbours = { senderOf: nthNeighbour, wordsOf: noTwoAlike }

/** Numbers that each ask again as people do, so many texts an hour, beside 25 honest ones. */
const weekOf = (hourly: number): Day => ({
  name: `${hourly} texts an hour for a week, of numbers that ask again as people do`,
  budget: small,
  ...daily(600, week),
  attack: (random) => {
    const numberOf = takingTurns(7 * 24 * hourly, random)
    return {
      texts: 7 * 24 * hourly,
      moments: asPeopleDo(week),
      senderOf: (index) => numberOf(firstOfSender(index)),
      wordsOf: (_, random) => opener(random),
    }
  },
  ...ofWeek,
})

/** An evening that is no budget's: a day of budgets is one of UTC, and ends at 16:00 in Vancouver, 11:00 in Sydney. */
const abroad = Object.entries({ Paris: 0, Vancouver: 8 * hour, Sydney: -10 * hour }).map(
  ([city, laterByMs]): Day => ({
    name: `From 18:00 to midnight in ${city}, of 1,440 honest texts a day`,
    budget: small,
    ...daily(1440),
    laterByMs,
    counted: { from: clock(18) + laterByMs, to: clock(24) + laterByMs },
    later: { from: clock(24) + laterByMs, to: clock(42) + laterByMs },
  }),
)

const unnamed: readonly Day[] = [
  ...outages,
  nightOf(small, 600, 600),
  {
    name: '5,001 numbers that take turns for a week, each once in 25 hours',
    budget: small,
    ...daily(600, { from: week.from - day, to: week.to }),
    attack: fromNumbers(turning, inTurn, Math.floor((7 * 24 * turning) / 25)),
    ...ofWeek,
  },
  {
    name: '20,000 neighbouring numbers, and processes that live for a minute',
    budget: large,
    ...daily(2667),
    processMs: minute,
    attack: () => ({ texts: 20_000, moments: evenly(siege), ...neighbours }),
    counted: siege,
  },
  {
    name: 'A burst within a minute, and replies delayed by up to twelve hours',
    budget: small,
    ...daily(600),
    delayMs: { min: 45 * minute, max: 12 * hour },
    attack: () => ({ texts: 2000, moments: evenly({ from: siege.from, to: siege.from + minute }), ...neighbours }),
  },
  tiny(1),
  tiny(6),
  nightOf({ hour: 24, day: 24, month: 240 }, 12, 1000, 8),
  {
    name: '600 numbers between midnight and six, and 300 at 15:00',
    budget: small,
    ...daily(600),
    ...nightAndAfternoon,
  },
  {
    name: '800 numbers that write and ask again as people do, from midnight to 16:00',
    budget: small,
    ...daily(600),
    attack: asPeopleAllDay,
    ...sameDay,
    seeds: 3,
  },
  {
    name: '20,000 numbers in the first minute in which an hour is at hand',
    budget: small,
    ...daily(600),
    attack: fromNumbers(20_000, atHand),
    ...sameDay,
  },
  {
    name: 'A fresh number a minute, for three days',
    budget: small,
    ...daily(600),
    attack: fromNumbers((around.to - around.from) / minute, { moments: steadily(minute, around), wordsOf: noTwoAlike }),
  },
  {
    name: '1,440 honest texts a day, replies delayed by 2 to 3 hours',
    budget: { hour: 100, day: 400, month: 12_000 },
    ...daily(1440),
    delayMs: { min: 2 * hour, max: 3 * hour },
  },
  { name: '3,000 honest texts a day', budget: small, ...daily(3000) },
  { name: 'A launch: 100,000 honest texts within a week', budget: small, honest: launch, ...ofWeek },
  ...[100, 200].map(weekOf),
  ...abroad,
]

/** Each is named after what comes, and the budget. */
export const days: readonly Scene[] = unnamed.map(withBudgetInName)
