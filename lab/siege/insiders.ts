import { fingerprint } from '../../shared/rules/likeness.ts'
import { hour, minute, second } from '../../shared/rules/timing.ts'
import { type Attack, askingAgain, evenly, fromNumbers, type Moments, noTwoAlike, steadily } from './attacks.ts'
import { type Day, daily, large, sameDay, small, withBudgetInName } from './day.ts'
import type { Scene } from './scene.ts'
import { dayOfSiege, nthNeighbour, type Period, type Random, randomMobile, siege, type Text } from './traffic.ts'

// Attackers who have read the siege rule, and text when, from where and in what words it serves them best.

const ten = 10 * second
const twelveHours: Period = { from: siege.to - 12 * hour, to: siege.to }
const earlier: Period = { from: siege.from - hour, to: siege.from - hour + 10 * minute }

const numbers = (count: number, moments: Moments) => fromNumbers(count, { moments, wordsOf: noTwoAlike })

const everyTenSeconds = (period: Period, together = 1) =>
  numbers((together * (period.to - period.from)) / ten, steadily(ten, period, together))

/** As if somebody saw each genuine text arrive. */
const afterEachGenuine =
  (times: number) =>
  (random: Random, genuine: readonly Text[]): Attack => {
    const seen = genuine.filter(({ at }) => at >= siege.from && at < siege.to)
    const moments: Moments = (count, random) =>
      Array.from({ length: count }, (_, i) => (seen[Math.floor(i / times)]?.at ?? 0) + 1 + random.below(5 * second))
    return numbers(times * seen.length, moments)(random)
  }

/** Each text comes from another block of ten thousand numbers. French mobile phones have some 16,000 blocks. */
const oneOfEachBlock =
  (count: number) =>
  (random: Random): Attack => {
    const blocks = new Map<string, string>()
    while (blocks.size < count) {
      const number = randomMobile(random)
      blocks.set(number.slice(0, -4), number)
    }
    const senders = [...blocks.values()]
    return { texts: count, moments: evenly(siege), senderOf: (index) => senders[index] ?? '', wordsOf: noTwoAlike }
  }

const ofDefault = { budget: small, ...daily(600, dayOfSiege) }
const forTwelveHours = { counted: twelveHours, attack: everyTenSeconds(twelveHours) }

/** As 256 cells of blocks were once told apart: by a hash that everybody can compute. */
const cellOf = (number: string): number => Number.parseInt(fingerprint(number.slice(0, -4)), 36) % 256

/** Three dozen numbers an hour that are to make one block of ten thousand look like a flood, and a hundred others. */
const against =
  (find: (random: Random) => string) =>
  (random: Random): Attack => {
    const [aimed, others] = [12 * 36, 12 * 100]
    const senders = Array.from({ length: aimed + others }, (_, i) => (i < aimed ? find(random) : randomMobile(random)))
    const moments = evenly(twelveHours)
    return { texts: aimed + others, moments, senderOf: (index) => senders[index] ?? '', wordsOf: noTwoAlike }
  }

const victims = {
  budget: small,
  honest: [],
  rush: { ...twelveHours, texts: 60, ofBlock: true },
  counted: twelveHours,
  seeds: 3,
} as const

const ofSameCell = (random: Random): string => {
  for (;;) {
    const number = nthNeighbour(1e4 + random.below(8e7))
    if (cellOf(number) === cellOf(nthNeighbour(0))) return number
  }
}

const attacks: readonly (Pick<Day, 'name' | 'attack'> & Partial<Day>)[] = [
  { name: 'Two numbers at the start of every ten seconds, for four hours', attack: everyTenSeconds(siege, 2) },
  { name: 'Four numbers at the start of every ten seconds, for four hours', attack: everyTenSeconds(siege, 4) },
  { name: 'Eight numbers at the start of every ten seconds, for four hours', attack: everyTenSeconds(siege, 8) },
  { name: 'A number every ten seconds, for twelve hours', ...forTwelveHours },
  { name: 'A number every ten seconds, for twelve hours', ...forTwelveHours, ...ofDefault },
  {
    name: 'Two numbers every ten seconds, for twelve hours',
    ...forTwelveHours,
    attack: everyTenSeconds(twelveHours, 2),
    ...ofDefault,
  },
  {
    name: '360 numbers an hour at random, for twelve hours',
    ...forTwelveHours,
    attack: numbers(12 * 360, evenly(twelveHours)),
    ...ofDefault,
  },
  {
    name: '60 people of one block of ten thousand; 36 numbers an hour of others that share its hash',
    ...victims,
    attack: against(ofSameCell),
  },
  {
    name: '60 people of one block of ten thousand; 36 numbers an hour of the same block',
    ...victims,
    attack: against((random) => nthNeighbour(60 + random.below(9940))),
  },
  { name: '5,000 numbers within ten minutes, an hour before those who count', attack: numbers(5000, evenly(earlier)) },
  {
    name: '10,000 numbers that each ask again once, 6 to 20 minutes later',
    attack: askingAgain(10_000, 2, noTwoAlike),
  },
  { name: '20 numbers within five seconds after each honest text', attack: afterEachGenuine(20) },
  { name: '12,000 numbers, each of another block of ten thousand', attack: oneOfEachBlock(12_000) },
]

/** Each with the larger budget, which honest texts alone don't use up. */
export const insiders: readonly Scene[] = attacks.map((attack) =>
  withBudgetInName({ ...sameDay, budget: large, ...daily(2400, dayOfSiege), ...attack }),
)
