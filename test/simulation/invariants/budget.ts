import type { BudgetLimits } from '../../../shared/rules/policy.ts'
import { invariant } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** A clock hour, day or month in which something was sent or booked. */
type Spent = { readonly at: number; readonly period: string; readonly parts: number; readonly limit: number }

const spentAt = (moments: readonly number[], { history }: Ledger): readonly Spent[] => {
  const limits = history.schedule.policy.budget
  const spent = new Map<string, Spent>()
  for (const at of moments)
    for (const [name, period] of periodsAt(at))
      spent.set(period, { at, period, parts: (spent.get(period)?.parts ?? 0) + 1, limit: limits[name] })
  return [...spent.values()]
}

const periodsAt = (ms: number): readonly (readonly [keyof BudgetLimits, string])[] => {
  const iso = new Date(ms).toISOString()
  return [
    ['hour', iso.slice(0, 13)],
    ['day', iso.slice(0, 10)],
    ['month', iso.slice(0, 7)],
  ]
}

const overdrawn = ({ period, parts, limit }: Spent): string | undefined =>
  parts > limit ? `${parts} parts in ${period}, of which the budget allows ${limit}` : undefined

export const publishedWithinBudget = invariant(
  'I3',
  'never more parts are published in a clock hour, day or month than the budget has, by true time',
  (ledger) =>
    spentAt(
      ledger.publishes.map(({ at }) => at),
      ledger,
    ),
  overdrawn,
)

export const bookedWithinBudget = invariant(
  'I9',
  'never more parts are booked into an hour, day or month than the budget has, also when bookings leak',
  (ledger) =>
    spentAt(
      ledger.bookings.map(({ hourStart }) => hourStart),
      ledger,
    ),
  overdrawn,
)
