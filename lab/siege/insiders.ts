import { hour, minute, second } from '../../shared/rules/timing.ts'
import { type Attack, askingAgain, evenly, fromNumbers, type Moments, noTwoAlike, steadily } from './attacks.ts'
import { type Day, daily, large, sameDay, withBudgetInName } from './day.ts'
import type { Scene } from './scene.ts'
import { dayOfSiege, type Period, type Random, randomMobile, siege, type Text } from './traffic.ts'

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

const attacks: readonly (Pick<Day, 'name' | 'attack'> & Partial<Day>)[] = [
  { name: 'Two numbers at the start of every ten seconds, for four hours', attack: everyTenSeconds(siege, 2) },
  {
    name: 'A number every ten seconds, for twelve hours',
    attack: everyTenSeconds(twelveHours),
    counted: twelveHours,
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
