import { type Counters, periodsOf } from '../shared/rules/budget.ts'
import { hourOf, monthOf } from '../shared/rules/calendar.ts'
import type { BudgetLimits } from '../shared/rules/config.ts'
import { isBesieged } from '../shared/rules/siege.ts'
import { hour } from '../shared/rules/timing.ts'
import { createBudgetStore } from '../shared/stores/dynamodb/budget-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** The limits and the bookings of one budget, in SMS parts. */
export type BudgetState = {
  readonly name: string
  readonly limits: BudgetLimits
  readonly bookedToday: number
  readonly bookedThisMonth: number
  /** Whether half of an hour that can still be booked is booked, or half of its day. The siege rule then hands out the rest evenly. */
  readonly besieged: boolean
  /** One entry per hour, from the current hour to the last hour with a booking. Hours between them without a booking are included. */
  readonly hours: readonly { readonly start: number; readonly parts: number }[]
}

/**
 * How many hours can be booked, from the current one on: a reply is delayed by at most 12 hours, and is then booked within 24 hours. Two more,
 * because the current hour has begun, and because a reply that is wanted at the end of an hour is booked from the next one on.
 */
const hoursAhead = 38

export const readBudgets = async (deployment: Deployment): Promise<readonly BudgetState[]> => {
  const { aws, outputs, settings, now } = deployment
  const store = createBudgetStore(createDynamoTable(aws.dynamodb, outputs.TableName))
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

/** Computes the state of a budget. `months` holds the counters of every month that can be booked into, by name such as `2026-11`. */
export const budgetState = (
  name: string,
  limits: BudgetLimits,
  months: ReadonlyMap<string, Counters>,
  now: number,
): BudgetState => {
  const booked = (start: number, period: 'hour' | 'day' | 'month') =>
    months.get(monthOf(start))?.[periodsOf(start)[period]] ?? 0
  const hours = comingHours(now).map((start) => ({ start, parts: booked(start, 'hour') }))
  const lastBooked = hours.findLastIndex(({ parts }) => parts > 0)
  return {
    name,
    limits,
    bookedToday: booked(now, 'day'),
    bookedThisMonth: booked(now, 'month'),
    besieged: hours.some(
      ({ start, parts }) => isBesieged(parts, limits.hour) || isBesieged(booked(start, 'day'), limits.day),
    ),
    hours: hours.slice(0, Math.max(0, lastBooked) + 1),
  }
}
