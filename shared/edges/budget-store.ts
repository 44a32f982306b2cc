import type { BudgetStore } from '../ports/budget-store.ts'
import { type Counters, monthOf, periodsOf } from '../rules/budget.ts'
import type { BudgetLimits } from '../rules/policy.ts'
import { day } from '../rules/timing.ts'
import { type DynamoTable, type Item, itemFormat, numberOf, ttl, type Update } from './dynamo-table.ts'

/** A month is over before its item goes; what was booked in it can still be looked up for a while. */
const keepMs = 93 * day

/** Budgets as items `budget#<name>#<month>`, each booked by one conditional update. */
export const createBudgetStore = (table: DynamoTable): BudgetStore => ({
  book: async (budget, hourStart, parts, limits, past) => {
    const item = await table.update(pk(budget, monthOf(hourStart)), booking(hourStart, parts, limits, past))
    return item === undefined ? 'refused' : fromItem(item)
  },
  read: async (budget, month) => fromItem((await table.get(pk(budget, month), 'consistent')) ?? {}),
})

const pk = (budget: string, month: string): string => `budget#${budget}#${month}`

const booking = (hourStart: number, parts: number, limits: BudgetLimits, past: readonly string[]): Update => {
  const { month, day, hour } = periodsOf(hourStart)
  const room = (period: string) => `(attribute_not_exists(#${period}) OR #${period} <= :${period}Room)`
  return {
    UpdateExpression: [
      'SET #format = :format, expiresAt = :expiresAt',
      'ADD #month :parts, #day :parts, #hour :parts',
      past.length > 0 ? `REMOVE ${past.join(', ')}` : '',
    ].join(' '),
    ConditionExpression: ['month', 'day', 'hour'].map(room).join(' AND '),
    ExpressionAttributeNames: { '#format': 'format', '#month': month, '#day': day, '#hour': hour },
    ExpressionAttributeValues: {
      ':format': itemFormat['format'] ?? { N: '1' },
      ':expiresAt': ttl(hourStart + keepMs),
      ':parts': { N: String(parts) },
      ':monthRoom': { N: String(limits.month - parts) },
      ':dayRoom': { N: String(limits.day - parts) },
      ':hourRoom': { N: String(limits.hour - parts) },
    },
  }
}

const fromItem = ({ pk: _, format: __, expiresAt: ___, ...periods }: Item): Counters =>
  Object.fromEntries(Object.entries(periods).map(([period, parts]) => [period, numberOf(parts)]))
