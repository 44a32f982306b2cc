import { expect, test } from 'vitest'

import { areLow, creditDaysLeft, type Reading, withReading } from '../../../carriers/ovh/credits.ts'
import { day, hour } from '../../../shared/rules/timing.ts'

/** What the credits were, an hour after another. */
const hourly = (...left: readonly number[]): readonly Reading[] => left.map((left, n) => ({ at: n * hour, left }))

test.each<[string, readonly Reading[], number | undefined]>([
  ['unknown without a reading', [], undefined],
  ['unknown after a few hours', hourly(100, 90, 80), undefined],
  ['unknown while nothing is spent', hourly(...Array<number>(10).fill(100)), undefined],
  [
    'what is left, at the rate of the readings',
    [
      { at: 0, left: 200 },
      { at: 2 * day, left: 100 },
    ],
    2,
  ],
  [
    'not made longer by credits that were bought',
    [
      { at: 0, left: 100 },
      { at: day, left: 50 },
      { at: 2 * day, left: 200 },
    ],
    8,
  ],
])('the days for which credits last are %s', (_, readings, days) => {
  expect(creditDaysLeft(readings)).toBe(days)
})

test('readings older than a week are forgotten', () => {
  const readings = [0, 1, 8].map((n) => ({ at: n * day, left: 100 }))
  expect(withReading(readings.slice(0, 2), { at: 8 * day, left: 90 })).toEqual([{ at: 8 * day, left: 90 }])
})

test.each<[string, readonly Reading[], boolean]>([
  ['do, if fewer than 25 replies are left', hourly(49), true],
  ['do not, if 25 replies are left and nothing is spent', hourly(50), false],
  [
    'do, if they last for less than a week',
    [
      { at: 0, left: 1000 },
      { at: day, left: 870 },
    ],
    true,
  ],
  [
    'do not, if they last for longer',
    [
      { at: 0, left: 1000 },
      { at: day, left: 890 },
    ],
    false,
  ],
])('credits %s', (_, readings, low) => {
  expect(areLow(readings)).toBe(low)
})
