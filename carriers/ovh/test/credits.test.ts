import { expect, test } from 'vitest'
import { day, hour } from '../../../shared/rules/timing.ts'
import { areLow, creditDaysLeft, type Reading } from '../lambda/credits.ts'
import { replyCredits } from '../settings.ts'

/** What the credits were, one time after another. */
const every = (ms: number, ...left: readonly number[]): readonly Reading[] =>
  left.map((left, n) => ({ at: n * ms, left }))

test.each<[string, readonly Reading[], number | undefined]>([
  ['unknown without a reading', [], undefined],
  ['unknown after a few hours', every(hour, 100, 90, 80), undefined],
  ['unknown while nothing is spent', every(hour, ...Array<number>(10).fill(100)), undefined],
  ['what is left, at the rate of the readings', every(2 * day, 200, 100), 2],
  ['not made longer by credits that were bought', every(day, 100, 50, 200), 8],
])('the days for which credits last are %s', (_, readings, days) => {
  expect(creditDaysLeft(readings)).toBe(days)
})

test.each<[string, readonly Reading[], boolean]>([
  ['do, if fewer than 25 replies are left', every(hour, 25 * replyCredits - 1), true],
  ['do not, if 25 replies are left and nothing is spent', every(hour, 25 * replyCredits), false],
  ['do, if they last for less than a week', every(day, 1000, 870), true],
  ['do not, if they last for longer', every(day, 1000, 890), false],
])('credits are low: they %s', (_, readings, low) => {
  expect(areLow(readings)).toBe(low)
})
