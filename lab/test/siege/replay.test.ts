import { expect, test } from 'vitest'
import { minute } from '../../../shared/rules/timing.ts'
import { replay } from '../../siege/number.ts'
import type { Text } from '../../siege/traffic.ts'

const start = Date.UTC(2017, 9, 30, 15)

const texts: readonly Text[] = Array.from({ length: 300 }, (_, index) => ({
  at: start + index * 1000,
  sender: `+336${10_000_000 + (index % 250) * 40_011}`,
  words: 'Salut',
  abusive: index % 10 > 0,
}))

const siegeOfThreeHundred = () =>
  replay({ texts, textBack: () => undefined }, { budget: { hour: 20, day: 60, month: 600 }, seed: 1 })

test('the same seed gives the same replies at the same times', async () => {
  expect((await siegeOfThreeHundred()).replies).toEqual((await siegeOfThreeHundred()).replies)
})

test('no reply is sent before its delay is over, nor beyond the budget', async () => {
  const { replies } = await siegeOfThreeHundred()
  expect(Math.min(...replies.map(({ text, at }) => at - text.at))).toBeGreaterThanOrEqual(45 * minute)
  expect(replies.length).toBeGreaterThan(20)
  expect(replies.length).toBeLessThanOrEqual(120)
})
