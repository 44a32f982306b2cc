import { expect, test } from 'vitest'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { asPeopleDo, firstOfSender, inBursts, repeatedly } from '../../siege/moments.ts'
import { createRandom } from '../../siege/random.ts'
import { siege } from '../../siege/traffic.ts'

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
