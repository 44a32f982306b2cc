import { readBudgets } from '../budgets.ts'
import type { Deployment } from '../deployment.ts'

/** How many parts are booked this month, in all budgets together. */
export const bookedThisMonth = async (deployment: Deployment): Promise<number> =>
  (await readBudgets(deployment)).reduce((sum, budget) => sum + budget.bookedThisMonth, 0)
