import type { DebtStore } from '../../ports.ts'
import { impossibleMs } from '../../rules/debt.ts'
import { day } from '../../rules/timing.ts'
import { type DynamoTable, numberOf, ttl } from './table.ts'

/** Stores the debt of a line as an item `debt#<line>`, which is kept for a day after its last change. */
export const createDebtStore = (table: DynamoTable): DebtStore => ({
  read: async (line) => numberOf((await table.get(pk(line), 'consistent'))?.['paidAt']),
  add: async (line, ms, now) => {
    const latest = now + impossibleMs
    const change = async (paidAt: string, value: number, when: string): Promise<boolean> => {
      const { updated } = await table.updateOrTell(pk(line), {
        UpdateExpression: `SET paidAt = ${paidAt}, expiresAt = :expiresAt`,
        ConditionExpression: when,
        ExpressionAttributeValues: {
          ':value': { N: String(value) },
          ':now': { N: String(now) },
          ':latest': { N: String(latest) },
          ':expiresAt': ttl(now + day),
        },
      })
      return updated
    }
    const owes = 'paidAt BETWEEN :now AND :latest'
    const grow = () => change('paidAt + :value', ms, owes)
    if ((await grow()) || ms < 0) return
    // Of two that begin a debt at once, the second adds to that of the first.
    if (!(await change(':value', now + ms, `attribute_not_exists(paidAt) OR NOT ${owes}`))) await grow()
  },
})

const pk = (line: string): string => `debt#${line}`
