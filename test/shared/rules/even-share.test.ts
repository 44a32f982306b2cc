import { expect, test } from 'vitest'

import { evenDay, evenHour, monthAhead } from '../../../shared/rules/budget.ts'
import { day, hour } from '../../../shared/rules/timing.ts'

const limits = { hour: 100, day: 1000, month: 10_000 }
const midnight = Date.UTC(2026, 10, 16)
const noon = midnight + 12 * hour

test('an hour may use its whole limit until half of its day is booked, and then an even share of what is left', () => {
  // From 14:00 there are ten hours left.
  const shares = [499, 500, 800, 950].map((booked) => evenHour(limits, midnight + 14 * hour, { d16: booked }))
  expect(shares).toEqual([100, 50, 20, 5])
})

test('bookings in an hour do not reduce its own share of the day', () => {
  expect(evenHour(limits, midnight + 14 * hour, { d16: 830, d16h14: 30 })).toBe(20)
})

test('a month is ahead of the calendar by its booked share less its elapsed share', () => {
  // Half of November is over.
  const ahead = [4000, 5000, 6000].map((month) => monthAhead(limits, midnight, { month }))
  expect(ahead[0]).toBeCloseTo(-0.1)
  expect(ahead[1]).toBeCloseTo(0)
  expect(ahead[2]).toBeCloseTo(0.1)
})

test('a day may use its whole limit until half of its month is booked, and while the month is not ahead of the calendar', () => {
  const tenth = Date.UTC(2026, 10, 10, 12)
  expect(evenDay(limits, tenth, { month: 4999 })).toBe(1000)
  expect(evenDay(limits, noon, { month: 5100 })).toBe(1000)
})

test('the rest of a month that is ahead of the calendar is shared evenly among the days that are left', () => {
  // From the 16th there are fifteen days left.
  expect([7000, 8500, 10_000].map((month) => evenDay(limits, noon, { month }))).toEqual([200, 100, 0])
  expect(evenDay(limits, noon, { month: 7150, d16: 150 })).toBe(200)
  expect(evenDay(limits, Date.UTC(2026, 10, 30, 12), { month: 9990 })).toBe(10)
})

test('no day of a month is without replies, however many texts come', () => {
  let month = 0
  for (let at = Date.UTC(2026, 10, 1); at < Date.UTC(2026, 11, 1); at += day) {
    let today = 0
    for (let hours = 0; hours < 24; hours++) {
      const start = at + hours * hour
      const dayName = `d${String(new Date(at).getUTCDate()).padStart(2, '0')}`
      const share = Math.ceil(evenDay(limits, start, { month, [dayName]: today }))
      const booked = Math.max(0, Math.min(limits.hour, share - today, limits.month - month))
      today += booked
      month += booked
    }
    expect(today).toBeGreaterThan(100)
  }
  expect(month).toBe(limits.month)
})
