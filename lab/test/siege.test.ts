import fc from 'fast-check'
import { RateLimiterMemory } from 'rate-limiter-flexible'
import { expect, onTestFinished, test, vi } from 'vitest'
import { hour, minute } from '../../shared/rules/timing.ts'
import { asPeopleDo, firstOfSender, inBursts, repeatedly } from '../siege/attacks.ts'
import { days } from '../siege/days.ts'
import { shareAnswered, soonMs } from '../siege/figures.ts'
import { insiders } from '../siege/insiders.ts'
import { createFixedWindow, numbers } from '../siege/numbers.ts'
import { replay } from '../siege/replay.ts'
import { sceneOf } from '../siege/scene.ts'
import { readOptions, reportOf, tasksOf } from '../siege/siege.ts'
import { createRandom, dayAfter, siege, type Text } from '../siege/traffic.ts'

const random = () => createRandom(1)
const inSiege = (at: number) => at >= siege.from && at < siege.to
const rangeOf = (times: readonly number[]) => Math.max(...times) - Math.min(...times)

test('in bursts, each thousand comes within a minute, and each burst has a time slot of its own', () => {
  const times = inBursts(siege)(20_000, random())
  const bursts = Array.from({ length: 20 }, (_, index) => times.slice(index * 1000, (index + 1) * 1000))
  expect(times.every(inSiege)).toBe(true)
  expect(Math.max(...bursts.map(rangeOf))).toBeLessThan(minute)
  const slots = bursts.map(([at = 0]) => Math.floor((at - siege.from) / (12 * minute)))
  expect(slots).toEqual([...slots.keys()])
})

test('five times each, a sender asks again after 6 to 20 minutes', () => {
  const times = repeatedly(5, { min: 6 * minute, max: 20 * minute }, siege)(5000, random())
  const gaps = times.flatMap((at, index) => (index % 5 === 0 ? [] : [at - (times[index - 1] ?? 0)]))
  expect(times).toHaveLength(5000)
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(6 * minute)
  expect(Math.max(...gaps)).toBeLessThan(20 * minute)
  expect(rangeOf(gaps)).toBeGreaterThan(13 * minute)
})

test('as people do, one sender in four asks again, after three minutes to six hours, mostly within an hour', () => {
  const times = asPeopleDo(siege)(5000, random())
  const returns = times.flatMap((at, index) => {
    const first = firstOfSender(index)
    return first === index ? [] : [at - (times[first] ?? 0)]
  })
  expect(returns).toHaveLength(1000)
  expect(Math.min(...returns)).toBeGreaterThanOrEqual(3 * minute)
  expect(Math.max(...returns)).toBeLessThanOrEqual(6 * hour)
  const [half = 0] = returns.toSorted((a, b) => a - b).slice(500)
  expect(half).toBeLessThan(hour)
})

const insidersNamed = (part: string) => {
  const scene = insiders.find(({ name }) => name.includes(part))
  if (scene === undefined) throw new Error(`There is no scene ${part}`)
  return Object.groupBy(sceneOf(scene, 1), ({ abusive }) => (abusive ? 'abusive' : 'honest'))
}

test('within five seconds after each honest text of the siege come twenty abusive ones', () => {
  const { honest = [], abusive = [] } = insidersNamed('after each honest text')
  const shadowed = honest.filter(({ at }) => inSiege(at))
  const followers = shadowed.map((text) => abusive.filter(({ at }) => at > text.at && at <= text.at + 5000).length)
  expect(Math.min(...followers)).toBeGreaterThanOrEqual(20)
  expect(abusive).toHaveLength(20 * shadowed.length)
})

test('each text comes from another block of ten thousand numbers', () => {
  const { abusive = [] } = insidersNamed('another block')
  expect(new Set(abusive.map(({ sender }) => sender.slice(0, -4))).size).toBe(12_000)
  expect(new Set(abusive.map(({ words }) => words)).size).toBe(12_000)
})

test('each number asks again once', () => {
  const { abusive = [] } = insidersNamed('ask again once')
  const counts = [...Map.groupBy(abusive, ({ sender }) => sender).values()].map(({ length }) => length)
  expect(counts).toEqual(Array(10_000).fill(2))
})

test('at the start of every ten seconds, two numbers text at the same moment', () => {
  const moments = Map.groupBy(insidersNamed('Two numbers').abusive ?? [], ({ at }) => at)
  expect([...moments.values()].every(({ length }) => length === 2)).toBe(true)
  expect([...moments.keys()]).toEqual(Array.from({ length: 4 * 360 }, (_, nth) => siege.from + nth * 10_000))
})

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

test('a table has a row for each scene, with the means of its seeds, the numbers side by side, and their spread', () => {
  const nth = days.findIndex(({ seeds }) => seeds === 8)
  const tasks = [7, 8].map((seed) => ({ of: 'Other days', nth, seed }))
  const ours = [0.9, Number.NaN, 1, 1, 60, 75, 20, 11.25]
  const unruled = [0.5, Number.NaN, 0, 0, 90, Number.NaN, 1, 0.5]
  const found = [
    [ours, unruled, [0.1, Number.NaN, 1, 1, 60, 60, 0, Number.POSITIVE_INFINITY]],
    [ours.with(0, 0.7), unruled, [0.3, Number.NaN, 1, 1, 60, 60, 1, 3]],
  ]
  const report = reportOf(tasks, found)
  expect(report).toContain('Seeds from 7 on, 2 a row.')
  expect(report).toContain(
    `| ${days[nth]?.name} | **80**/50/20 | **–**/–/– | **100**/0/100 | **100**/0/100 | **60**/90/60 | **75**/–/60 | **20**/1/1 | **11.3**/0.5/∞ | 20 |`,
  )
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
