import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hour, minute } from '../../shared/rules/timing.ts'
import { shareAnswered } from '../siege/figures.ts'
import { createFixedWindow, numbers } from '../siege/numbers.ts'
import { replay } from '../siege/replay.ts'
import { sceneOf } from '../siege/scene.ts'
import { scenes } from '../siege/scenes.ts'
import { reportOf } from '../siege/siege.ts'
import { siege, type Text } from '../siege/traffic.ts'

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

test('an answer counts from the first text, for the period of that', () => {
  const [first, second] = [from('late', siege.from), from('late', siege.from + 3 * hour + 30 * minute)]
  const [soon, other] = [from('soon', siege.from), from('other', siege.to)]
  const outcome = { received: [first, soon, second, other], replies: [answered(soon, hour), answered(second, hour)] }
  const shares = [4, 5].map((hours) => shareAnswered(outcome, siege, hours * hour))
  expect(shares).toEqual([0.5, 1])
})

test('a table has a row for each scene, with the means of its seeds, and the stronger lottery beside them', () => {
  const tasks = [7, 8].map((seed) => ({ nth: 1, seed }))
  const figures = [
    [0.9, 1, 75, 20],
    [0.5, 0.7, 80, 200],
    [0.6, 0.7, Number.NaN, 300],
    [0, 0.2, 600, 1],
    [0.1, 0.1, 60, 1],
  ]
  const report = reportOf(tasks, [figures, figures.with(0, [0.7, 1, 85, 30])])
  expect(report).toContain('Seeds from 7 on, 2 a row.')
  const row = '| **80**/60/0/10 | **100**/70/20/10 | **80**/–/600/60 | **25**/300/1/1 |'
  expect(report).toContain(`| 20,000 numbers, in bursts ${row}`)
})

test('texts are in the order of arrival, and the genuine ones of an evening are the same in each attack', () => {
  const [calm, besieged] = scenes.slice(0, 2).map((scene) => sceneOf(scene, 1))
  expect(besieged?.every(({ at }, i) => at >= (besieged[i - 1]?.at ?? 0))).toBe(true)
  expect(besieged?.filter(({ abusive }) => !abusive)).toEqual(calm)
})

test.each(['a lottery', 'a lottery of the latest first'] as const)(
  '%s answers nobody twice a day, sooner than replies leave, or beyond the budget',
  async (name) => {
    const { replies } = await numbers[name](texts, { budget: { hour: 20, day: 60, month: 600 }, seed: 1 })
    expect(replies.length).toBeGreaterThan(30)
    expect(replies.length).toBeLessThanOrEqual(80)
    expect(new Set(replies.map(({ text }) => text.sender)).size).toBe(replies.length)
    expect(Math.min(...replies.map(({ text, at }) => at - text.at))).toBeGreaterThanOrEqual(45 * minute)
  },
)

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
