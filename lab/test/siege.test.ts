import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hour, minute } from '../../shared/rules/timing.ts'
import { days } from '../siege/days.ts'
import { shareAnswered, soonMs } from '../siege/figures.ts'
import { createFixedWindow, numbers } from '../siege/numbers.ts'
import { replay } from '../siege/replay.ts'
import { readOptions, reportOf, tasksOf } from '../siege/siege.ts'
import { dayAfter, siege, type Text } from '../siege/traffic.ts'

const start = Date.UTC(2017, 9, 30, 15)

const texts: readonly Text[] = Array.from({ length: 300 }, (_, index) => ({
  at: start + index * 1000,
  sender: `+336${10_000_000 + (index % 250) * 40_011}`,
  words: 'Salut',
  abusive: index % 10 > 0,
}))

const siegeOfThreeHundred = () => replay(texts, { budget: { hour: 20, day: 60, month: 600 }, seed: 1 })

test('the same seed gives the same replies at the same times', async () => {
  expect((await siegeOfThreeHundred()).replies).toEqual((await siegeOfThreeHundred()).replies)
})

test('no reply is sent before its delay is over, nor beyond the budget', async () => {
  const { replies } = await siegeOfThreeHundred()
  expect(Math.min(...replies.map(({ text, at }) => at - text.at))).toBeGreaterThanOrEqual(45 * minute)
  expect(replies.length).toBeGreaterThan(15)
  expect(replies.length).toBeLessThanOrEqual(120)
})

const from = (sender: string, at: number): Text => ({ at, sender, words: 'Salut', abusive: false })
const answered = (text: Text, afterMs: number) => ({ text, at: text.at + afterMs })

test('an answer within four hours is counted from the first text, not from the answered one', () => {
  const [first, second] = [from('late', siege.from), from('late', siege.from + 3 * hour + 30 * minute)]
  const soon = from('soon', siege.from)
  const outcome = { received: [first, soon, second], replies: [answered(soon, hour), answered(second, hour)] }
  expect([shareAnswered(outcome, siege), shareAnswered(outcome, siege, soonMs)]).toEqual([1, 0.5])
})

test('a sender who first texts on the day after counts for that day, even if the answer comes a day later', () => {
  const [before, late] = [from('before', siege.to + minute), from('late', dayAfter.to - minute)]
  const received = [before, from('silenced', dayAfter.from), late]
  const outcome = { received, replies: [answered(late, 2 * hour)] }
  const evening = { from: siege.to, to: dayAfter.from }
  expect([shareAnswered(outcome, evening), shareAnswered(outcome, dayAfter)]).toEqual([0, 0.5])
})

test('a table has a row for each scene, with the means of its seeds, and the numbers side by side', () => {
  const nth = days.findIndex(({ seeds }) => seeds === 8)
  const tasks = [7, 8].map((seed) => ({ of: 'Other days', nth, seed }))
  const ours = [0.9, Number.NaN, 1, 1, 60, 75, 20, 11.25, 5]
  const unruled = [0.5, Number.NaN, 0, 0, 90, Number.NaN, 1, 0.5, 0]
  const found = [
    [ours, unruled, [0.1, Number.NaN, 1, 1, 60, 60, 0, Number.POSITIVE_INFINITY, 0]],
    [ours.with(0, 0.7), unruled, [0.3, Number.NaN, 1, 1, 60, 60, 1, 3, 0]],
  ]
  const report = reportOf(tasks, found)
  expect(report).toContain('Seeds from 7 on, 2 a row.')
  expect(report).toContain(
    `| ${days[nth]?.name} | **80**/50/20 | **–**/–/– | **100**/0/100 | **100**/0/100 | **60**/90/60 | **75**/–/60 | **20**/1/1 |\n\nodds`,
  )
  expect(report).toContain('lottery’s: 11.3 to 11.3. AWS, USD a million texts: 5.00 to 5.00.')
  expect(report).toContain('Points between the seeds of a row: 20 in the median, 20 at most.')
})

test('--scene selects every name that contains it, in upper or lower case', () => {
  expect(readOptions([])).toEqual({ scene: '', seed: 2017, seeds: 1, evidence: false })
  const { scene, seed, seeds } = readOptions(['--scene', 'NEIGHBOURING', '--seed', '7'])
  expect(tasksOf(scene, seed, seeds).map((task) => task.seed)).toEqual([7, 7, 7])
})

test('a row has as many seeds as are asked for, or more if its scene needs them', () => {
  const { seed, seeds } = readOptions(['--seed', '7', '--seeds', '3'])
  expect(tasksOf('A concert', seed, seeds).map((task) => task.seed)).toEqual([7, 8, 9])
  expect(tasksOf('1,000 numbers within a minute: 1/24', seed, seeds)).toHaveLength(8)
  expect(readOptions(['--evidence']).seeds).toBe(3)
})

const unknownScene = /^--scene is "tsunami", but it must be a part of one of these names: No attack; .*television/

test.each([
  [['--scene', 'tsunami'], unknownScene],
  [['--seed', '0'], '--seed is "0", but it must be a whole number from 1 to 2000000000.'],
  [['--seeds', 'all'], '--seeds is "all", but it must be a whole number from 1 to 100.'],
  [['--seed'], 'The options --seed are not understood'],
  [['now'], 'The options now are not understood'],
  [['--evidence', '--scene', 'bursts'], '--evidence writes about all scenes, so it does not go with --scene.'],
])('a mistake is refused in one sentence: %j', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(sentence)
})

test('a lottery answers nobody twice a day, sooner than replies leave, or beyond the budget', async () => {
  const { replies } = await numbers['a lottery'](texts, { budget: { hour: 20, day: 60, month: 600 }, seed: 1 })
  expect(replies.length).toBeGreaterThan(30)
  expect(replies.length).toBeLessThanOrEqual(80)
  expect(new Set(replies.map(({ text }) => text.sender)).size).toBe(replies.length)
  expect(Math.min(...replies.map(({ text, at }) => at - text.at))).toBeGreaterThanOrEqual(45 * minute)
})

test('the baseline answers a sender whom the budget refused, as soon as it has room again', async () => {
  const texts = [from('first', start), from('second', start), from('second', start + 2 * hour)]
  const { replies } = await numbers['the baseline'](texts, { budget: { hour: 1, day: 9, month: 9 }, seed: 1 })
  expect(replies.map(({ text }) => text)).toEqual([texts[0], texts[2]])
})

test('the model of the baseline limits texts as the library rate-limiter-flexible does', async () => {
  // The library reads the system clock, so that only fake timers can control it.
  vi.useFakeTimers({ now: 0 })
  onTestFinished(() => void vi.useRealTimers())
  const steps = fc.array(fc.record({ key: fc.constantFrom('a', 'b'), afterMs: fc.integer({ min: 0, max: 4000 }) }))
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 9 }),
      steps,
      async (points, duration, texts) => {
        const library = new RateLimiterMemory({ points, duration })
        const model = createFixedWindow(points, duration * 1000)
        for (const { key, afterMs } of texts) {
          vi.advanceTimersByTime(afterMs)
          const [{ status }] = await Promise.allSettled([library.consume(key)])
          expect(model.take(key, Date.now())).toBe(status === 'fulfilled')
        }
      },
    ),
  )
})
