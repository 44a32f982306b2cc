import type { BudgetLimits } from '../../shared/rules/config.ts'

/** The budgets that an evening is replayed with: the default of a number, and four times that, which genuine texts alone don't use up. */
export const budgets: { readonly [name: string]: BudgetLimits } = {
  '100 parts an hour, 1,000 a day, 10,000 a month': { hour: 100, day: 1000, month: 10_000 },
  '400 parts an hour, 4,000 a day, 40,000 a month': { hour: 400, day: 4000, month: 40_000 },
}
