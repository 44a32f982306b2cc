import { expect, test } from 'vitest'

import type { Counters } from '../../../shared/rules/budget.ts'
import type { SenderClass } from '../../../shared/rules/sender-class.ts'
import {
  isBesieged,
  noSiege,
  quotasFor,
  underSiege,
  withBesiegedHour,
  withoutPastHours,
} from '../../../shared/rules/siege.ts'
import { hour, minute, second } from '../../../shared/rules/timing.ts'

const limits = { hour: 100, day: 2400, month: 60_000 }
const delayMs = { min: 45 * minute, max: 75 * minute }
const noon = Date.UTC(2026, 10, 15, 12)

type When = { readonly minutes?: number; readonly hoursLater: number; readonly counters?: Counters }

/** The quotas of a sender class, `minutes` after noon, in the hour that begins `hoursLater` hours after noon. */
const quotasAt = (senderClass: SenderClass, { minutes = 0, hoursLater, counters = {} }: When, budget = limits) =>
  quotasFor(senderClass, delayMs, noon + minutes * minute).map((quotaOf) =>
    quotaOf(budget, noon + hoursLater * hour, counters),
  )

const hourly = (...args: Parameters<typeof quotasAt>) => quotasAt(...args).map(({ hour }) => hour)

test('the second half of an hour is released gradually as replies fall due in it, and not to a rush', () => {
  const atMinute = (minutes: number) => hourly('new', { minutes, hoursLater: 1 })
  expect([-15, 0, 15, 30, 60].map(atMinute)).toEqual([
    [50, 50],
    [50, 50],
    [63, 50],
    [75, 50],
    [100, 50],
  ])
})

test('returning senders can book three quarters of a later hour, newcomers half, a rush an eighth, and lookalikes nothing', () => {
  const later = { hoursLater: 2 }
  expect(hourly('returning', later)).toEqual([75, 0])
  expect(hourly('new', later)).toEqual([50, 13])
  expect(hourly('lookalike', later)).toEqual([0])
})

test('a later hour is limited by its even share of the day, and the current hour is not', () => {
  const frugal = { ...limits, day: 240 }
  expect(hourly('new', { hoursLater: 2 }, frugal)).toEqual([5, 2])
  expect(hourly('new', { hoursLater: 1 }, frugal)).toEqual([50, 50])
})

test('lookalikes and returning senders can use half of the current hour, and not the half that is kept for newcomers', () => {
  const atHand = (senderClass: SenderClass) =>
    [0, 30, 60].map((minutes) => hourly(senderClass, { minutes, hoursLater: 1 }))
  expect(atHand('lookalike')).toEqual([[50], [50], [50]])
  expect(atHand('returning')).toEqual(Array(3).fill([50, 50]))
})

test('the rest of a besieged day is shared evenly among the hours that are left', () => {
  // From 14:00 there are ten hours left.
  const shares = [1199, 1200, 2200, 2395].map(
    (day) => hourly('new', { minutes: 120, hoursLater: 2, counters: { d15: day } })[0],
  )
  expect(shares).toEqual([100, 100, 20, 1])
})

test('a window takes three newcomers at twice the hourly rate, and one for three returning senders is four times as long', () => {
  const windowsAt = (ms: number) =>
    (['returning', 'new', 'lookalike'] as const).map((senderClass) =>
      quotasFor(senderClass, delayMs, ms).map((quotaOf) => quotaOf(limits, noon, {}).window),
    )
  const window = (row: string, number: number) => ({ row, number, most: 3 })
  // At a hundred parts an hour, that is 200 newcomers an hour in windows of 54 seconds, and 50 returning senders in windows of 216 seconds.
  expect(windowsAt(0)).toEqual([[window('returning', 0), undefined], [window('new', 0), undefined], [undefined]])
  expect(windowsAt(54 * second - 1)).toEqual(windowsAt(0))
  expect(windowsAt(54 * second)).toEqual([
    [window('returning', 0), undefined],
    [window('new', 1), undefined],
    [undefined],
  ])
  expect(windowsAt(216 * second)).toEqual([
    [window('returning', 1), undefined],
    [window('new', 4), undefined],
    [undefined],
  ])
})

test('a month that is booked ahead of the calendar reduces the quotas of its days and hours', () => {
  // 15 November, 14:00: sixteen days are left for 20,000 parts, 1,250 a day.
  const [quota] = quotasAt('new', { minutes: 120, hoursLater: 2, counters: { month: 40_000 } })
  expect(quota).toMatchObject({ day: 1250, month: 60_000 })
  const [later] = quotasAt('new', { hoursLater: 2, counters: { month: 40_000 } })
  expect(later?.hour).toBe(Math.ceil(1250 / 24 / 2))
})

test('the limits of day and month are unchanged, and the smallest budget still has room for one reply', () => {
  expect(quotasAt('new', { hoursLater: 1 })[0]).toMatchObject({ day: 2400, month: 60_000 })
  expect(hourly('new', { hoursLater: 5 }, { hour: 1, day: 1, month: 1 })).toEqual([1, 1])
})

test('a siege begins with the first besieged hour and ends when the last one is over', () => {
  expect([49, 50].map((parts) => isBesieged(parts, limits.hour))).toEqual([false, true])
  expect(underSiege(noSiege)).toBe(false)
  const atNoon = withBesiegedHour(withBesiegedHour(noSiege, 'default', noon), 'other', noon)
  const later = withBesiegedHour(atNoon, 'default', noon + hour)
  expect(underSiege(withoutPastHours(later, noon + hour))).toBe(true)
  expect(underSiege(withoutPastHours(later, noon + 2 * hour))).toBe(false)
  // The earlier value has not been changed.
  expect([atNoon.size, later.size]).toEqual([2, 3])
})
