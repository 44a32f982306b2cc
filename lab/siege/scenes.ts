import type { Quota } from '../../shared/rules/config.ts'
import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import {
  type Attack,
  askingAgain,
  atTheStartOfEachMinute,
  evenly,
  fromNumbers,
  inBursts,
  mimics,
  mostlyPasted,
  noTwoAlike,
  steadily,
} from './attacks.ts'
import type { Scene } from './scene.ts'
import { comesBack, dayAfter, dayOfSiege, nthNeighbour, type Period, siege } from './traffic.ts'

const clock = (hours: number, lastsMs: number): Period => {
  const from = dayOfSiege.from + hours * hour
  return { from, to: from + lastsMs }
}

const bothDays: Period = { from: dayOfSiege.from, to: dayAfter.to }
const days: Period = { from: dayOfSiege.from - 2 * day, to: dayAfter.from }
/** The last of them, so that an attack may have lasted for two. */
const lastDay: Period = { from: days.to - day, to: days.to - 6 * hour }

/** The press's number of abusive texts, and how most of them arrive here. */
const usual = { texts: 20_000, moments: inBursts(siege), wordsOf: mostlyPasted } as const
const even = { ...usual, moments: evenly(siege), wordsOf: noTwoAlike } as const
const eachMinute = { ...usual, moments: atTheStartOfEachMinute(siege) }

/** Evenings of 30 October 2017. The press reported 17,400 texts in 72 hours: we take 8,000 of them to be genuine. */
const evenings: readonly Pick<Scene, 'name' | 'attack'>[] = [
  { name: 'No attack' },
  { name: '20,000 numbers, in bursts', attack: fromNumbers(20_000, usual) },
  { name: '20,000 numbers, spread evenly, no two texts alike', attack: fromNumbers(20_000, even) },
  { name: '20,000 neighbouring numbers', attack: () => ({ ...even, senderOf: nthNeighbour }) },
  { name: '20,000 numbers within the first second of each minute', attack: fromNumbers(20_000, eachMinute) },
  { name: '4,000 numbers that ask five times, 6 to 20 minutes apart', attack: askingAgain(4000, 5, mostlyPasted) },
  { name: '16,000 numbers that write and ask again as people do', attack: mimics(20_000, siege) },
]

/** The attack, but so many of its numbers are of the block that the people of a village have. */
const blockOf =
  (count: number, others: NonNullable<Scene['attack']>): NonNullable<Scene['attack']> =>
  (random) => {
    const attack = others(random)
    return { ...attack, senderOf: (i) => (i < count ? nthNeighbour(5000 + i) : attack.senderOf(i)) }
  }

/** Twice as many texts as numbers: the second of each comes 6 to 20 minutes later. */
const twice =
  ({ from }: Period, everyMs: number): Attack['moments'] =>
  (count, random) =>
    Array.from({ length: count }, (_, i) => {
      const first = from + (i % (count / 2)) * everyMs
      return i < count / 2 ? first : first + 6 * minute + random.below(14 * minute)
    })

/** What else may come to a budget. Whoever texts grows with it: numbers are of 100 replies an hour. */
const others = (times: number): readonly Omit<Scene, 'budget'>[] => {
  const told = (count: number): string => (count * times).toLocaleString('en')
  const daily = (texts: number, period = bothDays) => ({
    ...period,
    texts: Math.round((texts * times * (period.to - period.from)) / day),
  })
  const trolls = (count: number, { from, to }: Period) =>
    fromNumbers(Math.round(count * times), { moments: evenly({ from, to }), wordsOf: noTwoAlike })
  const rush = (people: number, counted: Period) => ({
    honest: [],
    // Their number is a mean, as each of them texts again as often as people do.
    rush: { ...counted, texts: Math.round(people * times * (1 + comesBack.share)) },
    counted,
  })
  const atNoon = (lastsMs: number) => clock(12.5, lastsMs)
  const before = clock(12.5 - 1 / 6, 10 * minute)
  const evening = { honest: [daily(600)], counted: siege }
  const apart = trolls(1000, siege)
  const outage = clock(8, 12 * hour)
  return [
    { name: `${told(320)} people within a minute`, ...rush(320, atNoon(minute)) },
    {
      name: `${told(320)} people within a minute after ${told(80)} numbers`,
      ...rush(320, atNoon(minute)),
      attack: trolls(80, before),
    },
    {
      name: `${told(250)} people within five minutes after ${told(160)} numbers`,
      ...rush(250, atNoon(5 * minute)),
      attack: trolls(160, before),
    },
    { name: `${told(600)} people within an hour`, ...rush(600, atNoon(hour)) },
    {
      name: `A television evening: ${told(375)} people in twenty minutes`,
      ...rush(375, clock(20.5, 20 * minute)),
      honest: [daily(600)],
    },
    {
      name: `A concert: ${told(200)} people within a minute, half of them in the same words`,
      honest: [],
      rush: { ...atNoon(minute), texts: 250 * times, alike: ["Salut c'est moi du concert", undefined] },
      counted: atNoon(minute),
    },
    {
      name: `A poster: ${told(100)} people in the same words, among ${told(250)} numbers an hour`,
      honest: [],
      rush: { ...siege, texts: 125 * times, alike: ["J'ai lu ce numéro sur l'affiche"] },
      counted: siege,
      attack: apart,
    },
    {
      name: `A village: ${told(60)} people of one block, among ${told(250)} numbers an hour`,
      honest: [],
      rush: { ...siege, texts: 75 * times, ofBlock: true },
      counted: siege,
      attack: apart,
    },
    {
      name: `${told(15)} people of one block, which somebody floods on purpose`,
      honest: [],
      rush: { ...siege, texts: 19 * times, ofBlock: true },
      counted: siege,
      attack: blockOf(Math.round(144 * times), trolls(400, siege)),
    },
    {
      name: `${told(3)} numbers a minute in step, that ask again after 6 to 20 minutes`,
      ...evening,
      attack: fromNumbers(
        720 * times,
        { moments: twice(siege, (20 * second) / times), wordsOf: noTwoAlike },
        1440 * times,
      ),
    },
    {
      name: `A flood of ${told(2000)} numbers from an hour before midnight UTC`,
      honest: [daily(720)],
      counted: clock(24, 4 * hour),
      attack: trolls(2000, clock(24, 4 * hour)),
    },
    { name: `${told(1440)} honest texts a day`, honest: [daily(1440)], counted: dayOfSiege },
    {
      name: `${told(1440)} honest texts a day, from 18:00 to midnight in Vancouver`,
      honest: [daily(1440, days)],
      laterByMs: 8 * hour,
      counted: clock(18 + 8, 6 * hour),
    },
    { name: "Twelve hours' outage", honest: [daily(960)], counted: outage, outage },
    {
      name: `The same and ${told(5000)} abusive texts in bursts`,
      honest: [daily(960)],
      counted: outage,
      outage,
      attack: fromNumbers(5000 * times, { moments: inBursts(outage), wordsOf: mostlyPasted }),
    },
    {
      name: `${told(5001)} numbers that take turns for three days, each once in 25 hours`,
      honest: [daily(600, days)],
      counted: lastDay,
      attack: fromNumbers(
        5001 * times,
        { moments: steadily((25 * hour) / (5001 * times), days), wordsOf: noTwoAlike },
        Math.floor((72 / 25) * 5001 * times),
      ),
    },
    {
      name: `${told(100)} texts an hour for three days, of numbers that ask again as people do`,
      honest: [daily(600, days)],
      counted: lastDay,
      attack: mimics(7200 * times, days),
    },
  ]
}

const scenesFor = (budget: Quota): readonly Scene[] => [
  ...evenings.map((evening) => ({ ...evening, budget, honest: [{ ...bothDays, texts: 5333 }], counted: siege })),
  ...others(budget.hour / 100).map((scene) => ({ ...scene, budget })),
]

/** At the default, and at four times that, which the genuine texts of 30 October 2017 alone don't use up. */
export const scenes: readonly Scene[] = [
  ...scenesFor({ hour: 100, day: 1000, month: 10_000 }),
  ...scenesFor({ hour: 400, day: 4000, month: 40_000 }),
]
