import { type Counters, counterNames } from '../shared/rules/budget.ts'
import { hourOf, monthOf } from '../shared/rules/calendar.ts'
import type { Quota } from '../shared/rules/config.ts'
import { hour } from '../shared/rules/timing.ts'
import { createBudgetStore } from '../shared/stores/dynamodb/budget-store.ts'
import { type Deployment, tableOf } from './deployment.ts'
import { isoOf } from './words.ts'

export type BudgetState = ReturnType<typeof budgetState>

/** The most hours that can be booked: up to 12 of delay, 24 to be booked in, and two that have begun. */
const hoursAhead = 38

export const readBudgets = async (deployment: Deployment): Promise<readonly BudgetState[]> => {
  const { settings, now } = deployment
  const store = createBudgetStore(tableOf(deployment))
  const starts = comingHours(now())
  const months = [...new Set(starts.map(monthOf))]
  return Promise.all(
    Object.entries(settings.budgets).map(async ([name, limits]) => {
      const items = await Promise.all(
        months.map(async (month) => [month, await store.read(name, month, 'consistent')] as const),
      )
      return budgetState(name, limits, new Map(items), now())
    }),
  )
}

const comingHours = (now: number): readonly number[] =>
  Array.from({ length: hoursAhead }, (_, i) => hourOf(now) + i * hour)

/** The state of a budget. `months` holds the counters of every month that can be booked into, as `2026-11`. */
export const budgetState = (name: string, limits: Quota, months: ReadonlyMap<string, Counters>, now: number) => {
  const bookedIn = (start: number, period: 'hour' | 'day' | 'month') =>
    months.get(monthOf(start))?.[counterNames(start)[period]] ?? 0
  const starts = comingHours(now)
  const hours = starts.map((start) => ({ start: isoOf(start), booked: bookedIn(start, 'hour') }))
  const lastBooked = hours.findLastIndex(({ booked }) => booked > 0)
  return {
    name,
    limits,
    bookedToday: bookedIn(now, 'day'),
    bookedThisMonth: bookedIn(now, 'month'),
    // From the current hour to the last with a booking.
    hours: hours.slice(0, Math.max(0, lastBooked) + 1),
  }
}

/** The bookings of several budgets together, by the hour. */
export const bookedHours = (budgets: readonly Pick<BudgetState, 'hours'>[]): BudgetState['hours'] => {
  const all = budgets.flatMap(({ hours }) => hours)
  return [...Map.groupBy(all, ({ start }) => start)].map(([start, hours]) => ({
    start,
    booked: hours.reduce((sum, { booked }) => sum + booked, 0),
  }))
}
