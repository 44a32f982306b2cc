import type { CrowdStore } from '../../ports.ts'
import { startOf } from '../../rules/crowd.ts'
import { hour } from '../../rules/timing.ts'
import { type DynamoTable, type Item, numberOf, ttl } from './table.ts'

/** An item is kept for this long after its period began. The next period still reads it. */
const keepMs = hour

/** Stores crowds as `crowd#<budget>#<period>`. */
export const createCrowdStore = (table: DynamoTable): CrowdStore => ({
  read: async (budget, period, consistency) => fromItem((await table.get(pk(budget, period), consistency)) ?? {}),
  add: async (budget, period, counts) => {
    const names = Object.keys(counts)
    const { item } = await table.updateOrTell(pk(budget, period), {
      UpdateExpression: `SET expiresAt = :expiresAt ADD ${names.map((_, i) => `#${i} :${i}`).join(', ')}`,
      ExpressionAttributeNames: Object.fromEntries(names.map((name, i) => [`#${i}`, name])),
      ExpressionAttributeValues: {
        ':expiresAt': ttl(startOf(period) + keepMs),
        ...Object.fromEntries(names.map((name, i) => [`:${i}`, { N: String(counts[name]) }])),
      },
    })
    return fromItem(item)
  },
})

const pk = (budget: string, period: number): string => `crowd#${budget}#${period}`

const fromItem = ({ pk: _, expiresAt: __, ...counts }: Item): Record<string, number> =>
  Object.fromEntries(Object.entries(counts).map(([name, count]) => [name, numberOf(count)]))
