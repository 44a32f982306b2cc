import type { BudgetStore } from '../ports/budget-store.ts'
import { type Counters, hasRoom, monthOf, periodsOf } from '../rules/budget.ts'

export const createMemoryBudgetStore = (): BudgetStore => {
  const months = new Map<string, Counters>()
  return {
    book: async (budget, hourStart, parts, limits, past) => {
      const key = `${budget}#${monthOf(hourStart)}`
      const before = months.get(key) ?? {}
      if (!hasRoom(before, hourStart, parts, limits)) return 'refused'
      const after = { ...before }
      for (const period of Object.values(periodsOf(hourStart))) after[period] = (after[period] ?? 0) + parts
      for (const period of past) delete after[period]
      months.set(key, after)
      return after
    },
    read: async (budget, month) => months.get(`${budget}#${month}`) ?? {},
  }
}
