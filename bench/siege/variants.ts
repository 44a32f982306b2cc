import { day, hour, minute, second } from '../../shared/rules/timing.ts'
import { type Attack, createAbuse, mostlyPasted, noTwoAlike } from './abuse.ts'
import type { Retort, Scene } from './account.ts'
import { type Chance, createChance } from './chance.ts'
import { anyMobile, neighbourOf, nthNeighbour } from './mobiles.ts'
import { again, asPeopleDo, atTheStartOfEvery, evenly, firstOfSender, inBursts } from './moments.ts'
import { opener } from './openers.ts'
import { createGenuineTexts, dayAfter, genuineTextsIn, siege, type Text } from './traffic.ts'

/** One way in which the evening of 30 October 2017 may go. */
export type Variant = {
  readonly name: string
  /** How many abusive texts come, if not as many as the press had it. */
  readonly abusiveTexts?: number
  readonly attack?: (chance: Chance, genuine: readonly Text[]) => Attack
  readonly botsReply?: true
  /** How many genuine texts come from 16:00 to 20:00 beside the usual ones. */
  readonly moreGenuineTexts?: number
  /** Nothing that a rule can see tells an abusive text from a genuine one, so that there is a bound to what any rule can do. */
  readonly indistinguishable?: true
}

const usual = { moments: inBursts(siege), wordsOf: mostlyPasted } as const
const even = { ...usual, moments: evenly(siege) } as const
const firstHour = { from: siege.from, to: siege.from + hour }
const withinAnHour = { ...usual, moments: evenly(firstHour) } as const

/** So many numbers, one text after another, from the first again after the last. */
const from = (count: number, chance: Chance): Attack['senderOf'] => {
  const numbers = Array.from({ length: count }, () => anyMobile(chance))
  return (index) => numbers[index % count] ?? anyMobile(chance)
}

const askingFiveTimes = (chance: Chance): Attack => {
  const numberOf = from(4000, chance)
  return {
    ...usual,
    moments: again(5, { min: 6 * minute, max: 20 * minute }, siege),
    senderOf: (index) => numberOf(Math.floor(index / 5)),
  }
}

const mimics = (chance: Chance): Attack => {
  const numberOf = from(20_000, chance)
  return {
    ...usual,
    moments: asPeopleDo(siege),
    senderOf: (index) => numberOf(firstOfSender(index)),
    wordsOf: (_, chance) => opener(chance),
  }
}

/** Whoever watches, or guesses, which numbers people text from can make all of them look like others that were answered. */
const poison = (chance: Chance, genuine: readonly Text[]): Attack => {
  const victims = genuine.filter(({ at }) => at >= siege.from && at < siege.to)
  const victimOf = (index: number) => victims[index % victims.length]?.sender ?? anyMobile(chance)
  return { ...even, senderOf: (index) => neighbourOf(victimOf(index), chance), wordsOf: (_, chance) => opener(chance) }
}

export const variants: readonly Variant[] = [
  { name: 'No attack' },
  { name: '50 numbers', attack: (chance) => ({ ...usual, senderOf: from(50, chance) }) },
  { name: '20,000 numbers, in bursts', attack: (chance) => ({ ...usual, senderOf: from(20_000, chance) }) },
  { name: '20,000 numbers, spread evenly', attack: (chance) => ({ ...even, senderOf: from(20_000, chance) }) },
  {
    name: '20,000 numbers, spread evenly, no two texts alike',
    attack: (chance) => ({ ...even, wordsOf: noTwoAlike, senderOf: from(20_000, chance) }),
    indistinguishable: true,
  },
  { name: '10,000 numbers that text twice', attack: (chance) => ({ ...usual, senderOf: from(10_000, chance) }) },
  { name: '20,000 neighbouring numbers', attack: () => ({ ...usual, senderOf: nthNeighbour }) },
  {
    name: '20,000 neighbouring numbers, spread evenly, no two texts alike',
    attack: () => ({ ...even, wordsOf: noTwoAlike, senderOf: nthNeighbour }),
  },
  {
    name: '20,000 numbers within the first second of each minute',
    attack: (chance) => ({
      ...usual,
      moments: atTheStartOfEvery(minute, second, siege),
      senderOf: from(20_000, chance),
    }),
  },
  {
    name: '20,000 numbers within the first ten seconds of each hour',
    attack: (chance) => ({
      ...usual,
      moments: atTheStartOfEvery(hour, 10 * second, siege),
      senderOf: from(20_000, chance),
    }),
  },
  {
    name: '300,000 numbers in an hour',
    abusiveTexts: 300_000,
    attack: (chance) => ({ ...withinAnHour, senderOf: from(300_000, chance) }),
  },
  { name: '4,000 numbers that ask five times, 6 to 20 minutes apart', attack: askingFiveTimes },
  { name: '16,000 numbers that write and ask again as people do', attack: mimics, indistinguishable: true },
  { name: '20,000 neighbours of genuine senders, with their words', attack: poison, indistinguishable: true },
  {
    name: '20,000 numbers that say STOP',
    attack: (chance) => ({ ...even, wordsOf: () => 'STOP', senderOf: from(20_000, chance) }),
  },
  {
    name: '210 texts an hour, day and night, that keep the alarm on',
    abusiveTexts: 210 * 48,
    attack: (chance) => ({
      moments: evenly({ from: dayAfter.from - day, to: dayAfter.to }),
      wordsOf: noTwoAlike,
      senderOf: from(210 * 48, chance),
    }),
    indistinguishable: true,
  },
  { name: 'An honest rush, nine times the usual', moreGenuineTexts: 8 * 640 },
  {
    name: '50 bots that reply to every reply',
    abusiveTexts: 50,
    attack: (chance) => ({ ...usual, senderOf: from(50, chance) }),
    botsReply: true,
  },
  {
    name: '1,000,000 texts in an hour from 50 numbers',
    abusiveTexts: 1_000_000,
    attack: (chance) => ({ ...withinAnHour, senderOf: from(50, chance) }),
  },
  {
    name: '1,000,000 texts in an hour from 20,000 numbers',
    abusiveTexts: 1_000_000,
    attack: (chance) => ({ ...withinAnHour, senderOf: from(20_000, chance) }),
  },
]

export const abusiveTextsOf = ({ attack, abusiveTexts = 20_000 }: Variant): number =>
  attack === undefined ? 0 : abusiveTexts

/** The texts of a variant in the order of their arrival; the usual genuine ones are the same in each. */
export const sceneOf = (variant: Variant, seed: number): Scene => {
  const { attack, botsReply, moreGenuineTexts = 0 } = variant
  const chance = createChance(seed + 1)
  const genuine = [...createGenuineTexts(createChance(seed)), ...genuineTextsIn(siege, moreGenuineTexts, chance)]
  const abuse = attack === undefined ? [] : createAbuse(attack(chance, genuine), abusiveTextsOf(variant), chance)
  const texts = [...genuine, ...abuse].sort((a, b) => a.at - b.at)
  return { texts, retort: botsReply ? botRetort : () => undefined }
}

/** A bot answers within ten seconds, for a day. */
const botRetort: Retort = ({ text, at }) =>
  text.abusive && at < siege.from + day ? { ...text, at: at + 10 * second } : undefined
