import { day, minute, second } from '../../shared/rules/timing.ts'
import {
  type Attack,
  askingAgain,
  asPeopleDo,
  atTheStartOfEvery,
  evenly,
  firstOfSender,
  fromNumbers,
  inBursts,
  mostlyPasted,
  noTwoAlike,
  takingTurns,
} from './attacks.ts'
import type { Scene } from './scene.ts'
import { dayAfter, nthNeighbour, opener, type Random, siege, threeDays } from './traffic.ts'

/** The press reported 17,400 texts in 72 hours, some of them abuse. We take 8,000 of them to be genuine. */
const genuineTexts = 8000

/** The press's number of abusive texts, and how most of them arrive here. */
const usual = { texts: 20_000, moments: inBursts(siege), wordsOf: mostlyPasted } as const
const eachMinute = { ...usual, moments: atTheStartOfEvery(minute, second, siege) }
const even = { ...usual, moments: evenly(siege), wordsOf: noTwoAlike } as const
const neighbours = () => ({ ...even, senderOf: nthNeighbour })
const throughout = { ...even, moments: evenly({ from: dayAfter.from - day, to: dayAfter.to }) }

const mimics = (random: Random): Attack => {
  const numberOf = takingTurns(20_000, random)
  return {
    ...usual,
    moments: asPeopleDo(siege),
    senderOf: (index) => numberOf(firstOfSender(index)),
    wordsOf: (_, random) => opener(random),
  }
}

const variants: readonly Pick<Scene, 'name' | 'attack' | 'rush'>[] = [
  { name: 'No attack' },
  { name: '20,000 numbers, in bursts', attack: fromNumbers(20_000, usual) },
  { name: '20,000 numbers, spread evenly, no two texts alike', attack: fromNumbers(20_000, even) },
  { name: '20,000 neighbouring numbers, spread evenly, no two texts alike', attack: neighbours },
  { name: '20,000 numbers within the first second of each minute', attack: fromNumbers(20_000, eachMinute) },
  { name: '4,000 numbers that ask five times, 6 to 20 minutes apart', attack: askingAgain(4000, 5, mostlyPasted) },
  { name: '16,000 numbers that write and ask again as people do', attack: mimics },
  { name: '210 texts an hour, day and night, that keep the alarm on', attack: fromNumbers(210 * 48, throughout) },
  { name: 'An honest rush, nine times the usual', rush: { ...siege, texts: 8 * 640 } },
]

const honest = [
  { ...threeDays, texts: genuineTexts },
  { ...dayAfter, texts: Math.round((genuineTexts * day) / (threeDays.to - threeDays.from)) },
]

/** The versions of the evening of 30 October 2017 that a budget is tried with. */
export const evenings = (budget: Scene['budget']): readonly Scene[] =>
  variants.map((variant) => ({ ...variant, budget, honest, counted: siege, later: dayAfter }))
