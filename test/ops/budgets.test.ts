import { expect, test } from 'vitest'

import { budgetState } from '../../ops/budgets.ts'

const limits = { hour: 100, day: 1000, month: 10_000 }
const lastEvening = Date.parse('2026-11-30T22:30:00Z')

test('in the last hours of a month, bookings for the first hours of the next month are listed, and count for that month', () => {
  const months = new Map([
    ['2026-11', { month: 900, d30: 50, d30h22: 10, d30h23: 20 }],
    ['2026-12', { month: 35, d01: 35, d01h00: 30, d01h02: 5 }],
  ])
  const { bookedToday, bookedThisMonth, hours } = budgetState('default', limits, months, lastEvening)
  expect({ bookedToday, bookedThisMonth }).toEqual({ bookedToday: 50, bookedThisMonth: 900 })
  expect(hours.map(({ start, parts }) => [new Date(start).toISOString().slice(5, 13), parts])).toEqual([
    ['11-30T22', 10],
    ['11-30T23', 20],
    ['12-01T00', 30],
    ['12-01T01', 0],
    ['12-01T02', 5],
  ])
})

test('a budget without bookings lists the current hour as empty', () => {
  const { hours, bookedToday } = budgetState('default', limits, new Map(), lastEvening)
  expect(hours).toEqual([{ start: Date.parse('2026-11-30T22:00:00Z'), parts: 0 }])
  expect(bookedToday).toBe(0)
})

test.each([
  ['nothing much', { month: 80, d30: 80, d30h22: 49 }, false],
  ['half of this hour', { month: 50, d30: 50, d30h22: 50 }, true],
  ['half of an hour to come', { month: 60, d30: 60, d30h23: 60 }, true],
  ['half of the day, none of it in an hour to come', { month: 500, d30: 500, d30h12: 90 }, true],
] as const)(
  'a budget is besieged when half of an hour or of the day is booked, whether or not texts are coming in: %s',
  (_, month, besieged) => {
    expect(budgetState('default', limits, new Map([['2026-11', month]]), lastEvening).besieged).toBe(besieged)
  },
)
