import { day, hour, second } from '../../shared/rules/timing.ts'
import { type Attack, createAbuse, fourHours, usualPastedShare } from './abuse.ts'
import type { Retort, Scene } from './account.ts'
import { type Chance, createChance } from './chance.ts'
import { anyMobile, nthNeighbour } from './mobiles.ts'
import { createGenuineTexts, siege } from './traffic.ts'

/** One way in which the evening of 30 October 2017 may go. */
export type Variant = {
  readonly name: string
  readonly attack?: (chance: Chance) => Attack
  readonly botsReply?: true
}

const usual = { texts: 20_000, ...fourHours, profile: 'bursts', pastedShare: usualPastedShare } as const
const unique = { profile: 'even', pastedShare: 0 } as const

const from = (count: number, chance: Chance): Attack['senderOf'] => {
  const numbers = Array.from({ length: count }, () => anyMobile(chance))
  return (index) => numbers[index % count] ?? anyMobile(chance)
}

const million = { ...usual, texts: 1_000_000, to: siege.from + hour, profile: 'even' } as const

export const variants: readonly Variant[] = [
  { name: 'No attack' },
  { name: '50 numbers', attack: (chance) => ({ ...usual, senderOf: from(50, chance) }) },
  { name: '20,000 numbers', attack: (chance) => ({ ...usual, senderOf: from(20_000, chance) }) },
  {
    name: '20,000 numbers, spread evenly',
    attack: (chance) => ({ ...usual, profile: 'even', senderOf: from(20_000, chance) }),
  },
  {
    name: '20,000 numbers, spread evenly, no two texts alike',
    attack: (chance) => ({ ...usual, ...unique, senderOf: from(20_000, chance) }),
  },
  { name: '10,000 numbers that text twice', attack: (chance) => ({ ...usual, senderOf: from(10_000, chance) }) },
  { name: '20,000 neighbouring numbers', attack: () => ({ ...usual, senderOf: nthNeighbour }) },
  {
    name: '20,000 neighbouring numbers, spread evenly, no two texts alike',
    attack: () => ({ ...usual, ...unique, senderOf: nthNeighbour }),
  },
  {
    name: '50 bots that reply to every reply',
    attack: (chance) => ({ ...usual, texts: 50, senderOf: from(50, chance) }),
    botsReply: true,
  },
  {
    name: '1,000,000 texts in an hour from 50 numbers',
    attack: (chance) => ({ ...million, senderOf: from(50, chance) }),
  },
  {
    name: '1,000,000 texts in an hour from 20,000 numbers',
    attack: (chance) => ({ ...million, senderOf: from(20_000, chance) }),
  },
]

/** The texts of a variant in the order of their arrival; the genuine ones are the same in each. */
export const sceneOf = ({ attack, botsReply }: Variant, seed: number): Scene => {
  const abusiveChance = createChance(seed + 1)
  const abuse = attack === undefined ? [] : createAbuse(attack(abusiveChance), abusiveChance)
  const texts = [...createGenuineTexts(createChance(seed)), ...abuse].sort((a, b) => a.at - b.at)
  return { texts, retort: botsReply ? botRetort : () => undefined }
}

/** A bot answers within ten seconds, for a day. */
const botRetort: Retort = ({ text, at }) =>
  text.abusive && at < siege.from + day ? { ...text, at: at + 10 * second } : undefined
