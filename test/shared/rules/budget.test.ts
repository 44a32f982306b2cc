import { assert, double, integer, property } from 'fast-check'
import { expect, test } from 'vitest'

import {
  dueIn,
  firstHourWithRoom,
  hourOf,
  isLate,
  monthOf,
  pastHours,
  periodsOf,
} from '../../../shared/rules/budget.ts'
import { day, hour, minute, publishMarginMs } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const limits = { hour: 10, day: 100, month: 1000 }

test('names the month, the day and the hour of a moment, in UTC', () => {
  expect(periodsOf(noon + 59 * minute)).toEqual({ month: 'month', day: 'd24', hour: 'd24h12' })
  expect(monthOf(noon)).toBe('2026-11')
})

test('finds the next hour with room, and none when hour, day or month is full', () => {
  const first = (counters: Record<string, number>) =>
    firstHourWithRoom(noon, noon + day, 1, limits, (month) => (month === '2026-11' ? counters : {}))
  expect(first({})).toBe(noon)
  expect(first({ d24h12: 10 })).toBe(noon + hour)
  expect(first({ d24h12: 10, d24h13: 10 })).toBe(noon + 2 * hour)
  expect(first({ d24: 100 })).toBe(Date.UTC(2026, 10, 25))
  expect(first({ d24: 100, d25: 100 })).toBeUndefined()
  expect(first({ month: 1000 })).toBeUndefined()
})

test('a due time lies in its hour, off its edges, and not before it is wanted', () => {
  assert(
    property(
      integer({ min: 0, max: hour - 1 }),
      double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      (into, random) => {
        const wantedAt = noon + into
        const hourStart = firstHourWithRoom(wantedAt, wantedAt + day, 1, limits, () => ({})) ?? 0
        const dueAt = dueIn(hourStart, wantedAt, random, 1, limits)
        expect(dueAt).toBeGreaterThanOrEqual(wantedAt)
        expect(hourOf(dueAt)).toBe(hourStart)
        expect(dueAt - hourStart).toBeGreaterThanOrEqual(publishMarginMs)
        expect(isLate(dueAt, dueAt + publishMarginMs)).toBe(false)
        // Moved only by the edge, it is moved by no more than the edges' width.
        expect(dueAt - wantedAt).toBeLessThanOrEqual(3 * publishMarginMs)
      },
    ),
  )
})

test('a reply moved to a later hour is due at a random moment of it', () => {
  expect(dueIn(noon + 5 * hour, noon, 0, 1, limits)).toBe(noon + 5 * hour + publishMarginMs)
  expect(dueIn(noon + 5 * hour, noon, 0.999999, 1, limits)).toBeLessThan(noon + 6 * hour - 2 * publishMarginMs)
})

test('a publish that could end in the next hour is late', () => {
  expect(isLate(noon + minute, noon + hour - publishMarginMs)).toBe(false)
  expect(isLate(noon + minute, noon + hour - publishMarginMs + 1)).toBe(true)
})

test('only hours that nobody can book any more are past, and only those of the item’s month', () => {
  expect(pastHours(noon, '2026-11', {})).toHaveLength(24)
  expect(pastHours(noon, '2026-11', {})).toContain('d24h10')
  expect(pastHours(noon, '2026-11', {})).not.toContain('d24h11')
  expect(pastHours(Date.UTC(2026, 11, 1, 3), '2026-12', {})).toEqual(['d01h01', 'd01h00'])
  expect(pastHours(Date.UTC(2026, 11, 1, 0), '2026-12', {})).toEqual([])
  const known = { month: 9, d03: 4, d03h07: 4, d24h11: 1, d24h13: 4 }
  expect(pastHours(noon, '2026-11', known)).toHaveLength(25)
  expect(pastHours(noon, '2026-11', known)).toContain('d03h07')
})
