import { expect, test } from 'vitest'

import type { Counters } from '../../../shared/rules/budget.ts'
import { enterSiege, isBesieged, leaveHours, newSiegeWatch, rationOf, underSiege } from '../../../shared/rules/siege.ts'
import type { Standing } from '../../../shared/rules/standing.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'

const limits = { hour: 100, day: 1000, month: 10_000 }
const delayMs = { min: 45 * minute, max: 75 * minute }
const noon = Date.UTC(2026, 10, 24, 12)

/** What a sender may use, at noon plus some minutes, of the hour that begins so many hours later. */
const rationAt = (standing: Standing, minutes: number, hoursLater: number, counters: Counters = {}) =>
  rationOf(standing, delayMs, noon + minutes * minute)(limits, noon + hoursLater * hour, counters)

test('the second half of an hour is handed out evenly as replies fall due in it', () => {
  const rations = [-15, 0, 15, 30, 60].map((minutes) => rationAt('new', minutes, 1).hour)
  expect(rations).toEqual([50, 50, 63, 75, 100])
})

test('of an hour whose turn has not come, newcomers can book a quarter, who asks again half, and lookalikes nothing', () => {
  const rations = (['new', 'returning', 'lookalike'] as const).map((standing) => rationAt(standing, 0, 2).hour)
  expect(rations).toEqual([25, 50, 0])
})

test('a lookalike is answered while no siege holds, and not from the half that is handed out evenly', () => {
  expect([0, 30, 60].map((minutes) => rationAt('lookalike', minutes, 1).hour)).toEqual([50, 50, 50])
})

test('what is left of a besieged day is shared among the hours that are left', () => {
  // From 14:00 there are ten hours left.
  const shares = [499, 500, 800, 950].map((day) => rationAt('new', 120, 2, { d24: day }).hour)
  expect(shares).toEqual([100, 50, 20, 5])
})

test('what is booked into the hour itself does not lessen its share of the day', () => {
  expect(rationAt('new', 120, 2, { d24: 830, d24h14: 30 }).hour).toBe(20)
})

test('day and month stay as they are, and the smallest budget still has room for one reply', () => {
  expect(rationAt('new', 0, 1)).toMatchObject({ day: 1000, month: 10_000 })
  const smallest = { hour: 1, day: 1, month: 1 }
  expect(rationOf('new', delayMs, noon)(smallest, noon + 5 * hour, {}).hour).toBe(1)
})

test('a siege begins with the first besieged hour and ends when the last one is over', () => {
  const watch = newSiegeWatch()
  expect([49, 50].map((parts) => isBesieged(parts, limits.hour))).toEqual([false, true])
  expect(['default', 'other'].map((budget) => enterSiege(watch, budget, noon))).toEqual([true, false])
  expect(enterSiege(watch, 'default', noon + hour)).toBe(false)
  expect(leaveHours(watch, noon + hour)).toBe(false)
  expect(underSiege(watch)).toBe(true)
  expect(leaveHours(watch, noon + 2 * hour)).toBe(true)
  expect(underSiege(watch)).toBe(false)
})
