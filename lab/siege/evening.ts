import { day, minute, second } from '../../shared/rules/timing.ts'
import {
  type Attack,
  asPeopleDo,
  atTheStartOfEvery,
  createAbuse,
  evenly,
  firstOfSender,
  inBursts,
  mostlyPasted,
  noTwoAlike,
  repeatedly,
} from './attacks.ts'
import type { Scene } from './figures.ts'
import {
  createGenuineTexts,
  createRandom,
  dayAfter,
  genuineTextsIn,
  nthNeighbour,
  opener,
  type Random,
  randomMobile,
  siege,
} from './traffic.ts'

/** One version of the evening of 30 October 2017. */
export type Variant = {
  readonly name: string
  /** The number of abusive texts. The default is what the press reported. */
  readonly abusiveTexts?: number
  readonly attack?: (random: Random) => Attack
  /** Genuine texts from 16:00 to 20:00 in addition to the usual ones. */
  readonly moreGenuineTexts?: number
  /** Set if only texting again can tell abusive texts from genuine ones, so that there is a bound to what any rule can do. */
  readonly indistinguishable?: true
}

const usual = { moments: inBursts(siege), wordsOf: mostlyPasted } as const
const even = { ...usual, moments: evenly(siege) } as const

/** The sender of each text: `count` random numbers take turns. */
const takingTurns = (count: number, random: Random): Attack['senderOf'] => {
  const numbers = Array.from({ length: count }, () => randomMobile(random))
  return (index) => numbers[index % count] ?? randomMobile(random)
}

const askingFiveTimes = (random: Random): Attack => {
  const numberOf = takingTurns(4000, random)
  return {
    ...usual,
    moments: repeatedly(5, { min: 6 * minute, max: 20 * minute }, siege),
    senderOf: (index) => numberOf(Math.floor(index / 5)),
  }
}

const mimics = (random: Random): Attack => {
  const numberOf = takingTurns(20_000, random)
  return {
    ...usual,
    moments: asPeopleDo(siege),
    senderOf: (index) => numberOf(firstOfSender(index)),
    wordsOf: (_, random) => opener(random),
  }
}

export const variants: readonly Variant[] = [
  { name: 'No attack' },
  { name: '20,000 numbers, in bursts', attack: (random) => ({ ...usual, senderOf: takingTurns(20_000, random) }) },
  {
    name: '20,000 numbers, spread evenly, no two texts alike',
    attack: (random) => ({ ...even, wordsOf: noTwoAlike, senderOf: takingTurns(20_000, random) }),
    indistinguishable: true,
  },
  {
    name: '20,000 neighbouring numbers, spread evenly, no two texts alike',
    attack: () => ({ ...even, wordsOf: noTwoAlike, senderOf: nthNeighbour }),
  },
  {
    name: '20,000 numbers within the first second of each minute',
    attack: (random) => ({
      ...usual,
      moments: atTheStartOfEvery(minute, second, siege),
      senderOf: takingTurns(20_000, random),
    }),
  },
  { name: '4,000 numbers that ask five times, 6 to 20 minutes apart', attack: askingFiveTimes },
  { name: '16,000 numbers that write and ask again as people do', attack: mimics, indistinguishable: true },
  {
    name: '210 texts an hour, day and night, that keep the alarm on',
    abusiveTexts: 210 * 48,
    attack: (random) => ({
      moments: evenly({ from: dayAfter.from - day, to: dayAfter.to }),
      wordsOf: noTwoAlike,
      senderOf: takingTurns(210 * 48, random),
    }),
    indistinguishable: true,
  },
  { name: 'An honest rush, nine times the usual', moreGenuineTexts: 8 * 640 },
]

export const abusiveTextsOf = ({ attack, abusiveTexts = 20_000 }: Variant): number =>
  attack === undefined ? 0 : abusiveTexts

/** Creates the scene of a variant, with texts in the order of their arrival. The usual genuine texts are the same in each. */
export const sceneOf = (variant: Variant, seed: number): Scene => {
  const { attack, moreGenuineTexts = 0 } = variant
  const random = createRandom(seed + 1)
  const genuine = [...createGenuineTexts(createRandom(seed)), ...genuineTextsIn(siege, moreGenuineTexts, random)]
  const abuse = attack === undefined ? [] : createAbuse(attack(random), abusiveTextsOf(variant), random)
  return [...genuine, ...abuse].sort((a, b) => a.at - b.at)
}
