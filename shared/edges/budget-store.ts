import type { BudgetStore } from '../ports/budget-store.ts'
import { type Counters, monthOf, periodsOf } from '../rules/budget.ts'
import type { BudgetLimits } from '../rules/policy.ts'
import { day } from '../rules/timing.ts'
import { type DynamoTable, type Item, itemFormat, numberOf, ttl, type Update } from './dynamo-table.ts'
import { together } from './together.ts'

/** A month is over before its item goes; what was booked in it can still be looked up for a while. */
const keepMs = 93 * day

/** Budgets as items `budget#<name>#<month>`, each booked by one conditional update, which books all that are asked for at once under the same limits. */
export const createBudgetStore = (table: DynamoTable): BudgetStore => {
  const bookOnce = async ({ budget, hourStart, parts, limits, past }: Booking): Promise<Counters | 'refused'> => {
    // The update's condition holds for a period that has nothing booked yet.
    if (parts > Math.min(limits.hour, limits.day, limits.month)) return 'refused'
    const item = await table.update(pk(budget, monthOf(hourStart)), update(hourStart, parts, limits, past))
    return item === undefined ? 'refused' : fromItem(item)
  }
  const book = together<Booking, Counters | 'refused'>({
    most: 100,
    kindOf: ({ budget, hourStart, limits }) => [budget, hourStart, limits.hour, limits.day, limits.month].join('#'),
    ask: async (bookings) => {
      const [first] = bookings
      if (first === undefined) return []
      const parts = bookings.reduce((sum, booking) => sum + booking.parts, 0)
      const counters = await bookOnce({ ...first, parts })
      // No room for all of them: there may be for some.
      if (counters === 'refused' && bookings.length > 1) return Promise.all(bookings.map(bookOnce))
      return counters === 'refused' ? [counters] : inTurn(bookings, counters)
    },
  })
  return {
    book: (budget, hourStart, parts, limits, past) => book({ budget, hourStart, parts, limits, past }),
    read: async (budget, month) => fromItem((await table.get(pk(budget, month), 'consistent')) ?? {}),
  }
}

/** The counters after each booking, as if one had come after the other. */
const inTurn = (bookings: readonly Booking[], after: Counters): readonly Counters[] => {
  let later = bookings.reduce((sum, { parts }) => sum + parts, 0)
  return bookings.map(({ hourStart, parts }) => {
    later -= parts
    const { month, day, hour } = periodsOf(hourStart)
    const before = (period: string) => (after[period] ?? 0) - later
    return { ...after, [month]: before(month), [day]: before(day), [hour]: before(hour) }
  })
}

type Booking = {
  readonly budget: string
  readonly hourStart: number
  readonly parts: number
  readonly limits: BudgetLimits
  readonly past: readonly string[]
}

const pk = (budget: string, month: string): string => `budget#${budget}#${month}`

const update = (hourStart: number, parts: number, limits: BudgetLimits, past: readonly string[]): Update => {
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
      ':format': itemFormat.format,
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
