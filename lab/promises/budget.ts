import type { BudgetLimits } from '../../shared/rules/config.ts'
import { invariant, type Promised } from './invariant.ts'
import type { Ledger } from './ledger.ts'

/** A clock hour, day or month in which parts of a budget were sent or booked, with their number and the limit. */
type Spent = { readonly at: number; readonly period: string; readonly parts: number; readonly limit: number }

type Spending = { readonly at: number; readonly budget: string }

const spentBy = (spendings: readonly Spending[], { history }: Ledger): readonly Spent[] => {
  const spent = new Map<string, Spent>()
  for (const { at, budget } of spendings)
    for (const [name, period] of periodsAt(at)) {
      const key = `${budget} ${period}`
      const limit = history.config.budgets[budget]?.[name] ?? 0
      spent.set(key, { at, period, parts: (spent.get(key)?.parts ?? 0) + 1, limit })
    }
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
  parts > limit ? `${parts} parts in ${period}, but the limit of their budget is ${limit}` : undefined

const publishedWithinBudget = invariant(
  'I3',
  'The parts that are sent in a clock hour, day or month never exceed the limit of their budget, in true time (without clock skew).',
  (ledger) =>
    spentBy(
      ledger.publishes.map(({ at, reply: { budget } }) => ({ at, budget })),
      ledger,
    ),
  overdrawn,
)

const bookedWithinBudget = invariant(
  'I9',
  'The parts that are booked into an hour, day or month never exceed the limit of their budget, even if bookings leak (no reply uses them).',
  (ledger) =>
    spentBy(
      ledger.bookings.map(({ hourStart, budget }) => ({ at: hourStart, budget })),
      ledger,
    ),
  overdrawn,
)

/** No hour, day or month costs more than its budget. */
export const budget: Promised = {
  invariants: [publishedWithinBudget, bookedWithinBudget],
  mutants: [
    {
      name: 'hour counters deleted too early',
      breaks:
        'The counters of the current and the next hour are deleted while replies can still be booked into those hours.',
      edits: [
        {
          file: 'shared/rules/budget.ts',
          find: 'const end = hourOf(now) - 2 * hour',
          replace: 'const end = hourOf(now) + hour',
        },
      ],
      foundBy: ['I3', 'I3 apart', 'I9'],
    },
  ],
}
