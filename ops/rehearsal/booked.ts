import { readBudgets } from '../budgets.ts'
import type { Deployment } from '../deployment.ts'

/** How many parts of this month are booked, in all budgets. */
export const bookedThisMonth = async (deployment: Deployment): Promise<number> =>
  (await readBudgets(deployment)).reduce((sum, budget) => sum + budget.bookedThisMonth, 0)
