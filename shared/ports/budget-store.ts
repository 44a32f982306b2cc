import type { Counters } from '../rules/budget.ts'
import type { BudgetLimits } from '../rules/policy.ts'

/** The parts booked, by budget, month, day and hour. */
export type BudgetStore = {
  /**
   * Adds parts to an hour, its day and its month if all three have room, and drops the counters of hours that are `past`.
   * Gives the month's counters after it; refused, it has changed nothing.
   */
  readonly book: (
    budget: string,
    hourStart: number,
    parts: number,
    limits: BudgetLimits,
    past: readonly string[],
  ) => Promise<Counters | 'refused'>
  /** A month's counters (`2026-11`) as the last booking left them. Hours that are over may be missing. */
  readonly read: (budget: string, month: string) => Promise<Counters>
}
