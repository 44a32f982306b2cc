import { array, assert, constant, constantFrom, double, integer, oneof, property, record } from 'fast-check'
import { expect, test } from 'vitest'
import { type Counters, counterNames, pastHours } from '../../../shared/rules/budget.ts'
import { dueIn, firstHourFor, hourOf, monthOf } from '../../../shared/rules/calendar.ts'
import { evenDay, evenHour, monthAhead } from '../../../shared/rules/shares.ts'
import { day, hour, minute, publishMarginMs, second } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const limits = { hour: 10, day: 100, month: 1000 }

test('periods are named after the month, day and hour of a time, in UTC', () => {
  expect(counterNames(noon + 59 * minute)).toEqual({ month: 'month', day: 'd24', hour: 'd24h12' })
  expect(monthOf(noon)).toBe('2026-11')
})

/** A budget with a gap that the settings allow: all slots of an hour fit into half an hour. */
const budgetsWithGap = record({ hour: integer({ min: 1, max: 50 }), gapMs: integer({ min: 1, max: 60 }) })
  .map(({ hour, gapMs }) => ({ ...limits, hour, gapMs: gapMs * second }))
  .filter((budget) => budget.hour * budget.gapMs <= 30 * minute)

/** A budget with such a gap, or without one. */
const budgets = oneof(constant(limits), budgetsWithGap)

test('a reply is due in its hour, away from its start and end, as wanted or within a round of slots', () => {
  const random = double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
  assert(
    property(
      budgets,
      integer({ min: 0, max: hour - 1 }),
      random,
      integer({ min: 1, max: 50 }),
      (budget, into, ...of) => {
        const [random, nth] = of
        const wantedAt = noon + into
        const hourStart = firstHourFor(wantedAt, budget)
        const dueAt = dueIn(hourStart, wantedAt, random, Math.min(nth, budget.hour), budget)
        expect(hourOf(dueAt)).toBe(hourStart)
        expect(dueAt + publishMarginMs).toBeLessThan(hourStart + hour)
        const soonest = Math.max(wantedAt, hourStart + publishMarginMs)
        const roundMs = budget.hour * ('gapMs' in budget ? budget.gapMs : 0)
        expect(dueAt).toBeGreaterThanOrEqual(soonest)
        expect(dueAt).toBeLessThanOrEqual(soonest + Math.max(0, roundMs - 1))
      },
    ),
  )
})

/** Replies that are wanted in an hour or before it, many of them at the same time. */
const wishes = array(
  record({
    wantedAt: constantFrom(-day, -hour, -1, 0, 0, 0, minute, minute + 1, hour / 2, hour - minute).chain((into) =>
      integer({ min: 0, max: 3 }).map((ms) => noon + into + ms),
    ),
    random: double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
  }),
  { minLength: 1, maxLength: 50, size: 'max' },
)

test('replies booked into an hour with a gap are due the gap apart, away from the edges of the hour', () => {
  assert(
    property(budgetsWithGap, wishes, (budget, wanted) => {
      const booked = wanted.filter(({ wantedAt }) => firstHourFor(wantedAt, budget) <= noon).slice(0, budget.hour)
      const dueTimes = booked.map(({ wantedAt, random }, i) => {
        const dueAt = dueIn(noon, wantedAt, random, i + 1, budget)
        expect(dueAt).toBeGreaterThanOrEqual(wantedAt)
        return dueAt
      })
      const inOrder = dueTimes.toSorted((a, b) => a - b)
      for (const [i, dueAt] of inOrder.entries()) {
        expect(dueAt - noon).toBeGreaterThanOrEqual(publishMarginMs)
        expect(dueAt - noon).toBeLessThanOrEqual(hour - 2 * publishMarginMs)
        expect(dueAt - (inOrder[i - 1] ?? Number.NEGATIVE_INFINITY)).toBeGreaterThanOrEqual(budget.gapMs)
      }
    }),
  )
})

test('a reply moved to a later hour is due at a random time in it', () => {
  expect(dueIn(noon + 5 * hour, noon, 0, 1, limits)).toBe(noon + 5 * hour + publishMarginMs)
  expect(dueIn(noon + 5 * hour, noon, 0.999999, 1, limits)).toBeCloseTo(noon + 6 * hour - 2 * publishMarginMs, -2)
})

test('the past hours of a month are those that no process can book any more', () => {
  expect(pastHours(noon, '2026-11', {})).toHaveLength(24)
  expect(pastHours(noon, '2026-11', {})).toContain('d24h10')
  expect(pastHours(noon, '2026-11', {})).not.toContain('d24h11')
  expect(pastHours(Date.UTC(2026, 11, 1, 3), '2026-12', {})).toEqual(['d01h01', 'd01h00'])
  expect(pastHours(Date.UTC(2026, 11, 1, 0), '2026-12', {})).toEqual([])
  const known = { month: 9, d03: 4, d03h07: 4, d24h11: 1, d24h13: 4, new7: 2 }
  expect(pastHours(noon, '2026-11', known)).toHaveLength(25)
  expect(pastHours(noon, '2026-11', known)).toContain('d03h07')
})

const limit = { hour: 100, day: 1000, month: 10_000 }
const november = (day: number, hours = 0) => Date.UTC(2026, 10, day, hours)

test.each<[share: string, of: typeof evenHour, at: number, booked: Counters, is: number]>([
  // From 14:00 there are ten hours left.
  ['an hour, until a quarter of its day is booked', evenHour, november(16, 14), { d16: 249 }, 100],
  ['an hour, half of whose day is booked', evenHour, november(16, 14), { d16: 500 }, 50],
  ['an hour, of whose day a fifth is left', evenHour, november(16, 14), { d16: 800 }, 20],
  ['an hour, of whose day little is left', evenHour, november(16, 14), { d16: 950 }, 5],
  ['an hour, which its own bookings do not reduce', evenHour, november(16, 14), { d16: 830, d16h14: 30 }, 20],
  ['a day, until half its month is booked', evenDay, november(10, 12), { month: 4999 }, 1000],
  ['a day, while its month is not ahead', evenDay, november(16, 12), { month: 5100 }, 1000],
  // From the 16th there are fifteen days left.
  ['a day, of a month that is ahead', evenDay, november(16, 12), { month: 7000 }, 200],
  ['a day, of one that is further ahead', evenDay, november(16, 12), { month: 8500 }, 100],
  ['a day, of a full month', evenDay, november(16, 12), { month: 10_000 }, 0],
  ['a day, which its own bookings do not reduce', evenDay, november(16, 12), { month: 7150, d16: 150 }, 200],
  ['the last day', evenDay, november(30, 12), { month: 9990 }, 10],
  // Half of November is over: a month is ahead of the calendar by its booked share less its elapsed share.
  ['a month behind the calendar', monthAhead, november(16), { month: 4000 }, -0.1],
  ['a month as the calendar', monthAhead, november(16), { month: 5000 }, 0],
  ['a month ahead of the calendar', monthAhead, november(16), { month: 6000 }, 0.1],
])('the share of %s', (_, of, at, booked, is) => {
  expect(of(limit, at, booked)).toBeCloseTo(is)
})
