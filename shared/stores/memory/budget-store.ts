import type { BudgetStore } from '../../ports.ts'
import { type Counters, countedIn, hasRoom } from '../../rules/budget.ts'
import { monthOf } from '../../rules/calendar.ts'

export const createMemoryBudgetStore = (): BudgetStore => {
  const months = new Map<string, Counters>()
  return {
    book: async (budget, hourStart, parts, quota, past) => {
      const key = `${budget}#${monthOf(hourStart)}`
      const before = months.get(key) ?? {}
      if (!hasRoom(before, hourStart, parts, quota)) return { booked: false, counters: before }
      const counters = { ...before }
      for (const [period] of Object.values(countedIn(hourStart, quota)))
        counters[period] = (counters[period] ?? 0) + parts
      for (const period of past) delete counters[period]
      months.set(key, counters)
      return { booked: true, counters }
    },
    read: async (budget, month) => months.get(`${budget}#${month}`) ?? {},
  }
}
