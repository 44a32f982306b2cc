import type { Counters, Quota } from '../rules/budget.ts'

/** The parts booked, by budget, month, day and hour. */
export type BudgetStore = {
  /**
   * Adds parts to an hour, its day, its month and the quota's window if all have room, and drops the counters of periods that are
   * `past`. Gives the month's counters after it or, not booked, those that left no room: then nothing has changed.
   */
  readonly book: (
    budget: string,
    hourStart: number,
    parts: number,
    quota: Quota,
    past: readonly string[],
  ) => Promise<{ readonly booked: boolean; readonly counters: Counters }>
  /** A month's counters (`2026-11`) as the last booking left them, or one shortly before if the read is eventual. Periods that are over may be missing. */
  readonly read: (budget: string, month: string, read: 'eventual' | 'consistent') => Promise<Counters>
}
