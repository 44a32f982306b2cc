import type { RestStore } from '../../ports.ts'
import { noRest } from '../../rules/rest.ts'
import { day } from '../../rules/timing.ts'
import { type DynamoTable, numberOf, ttl } from './table.ts'

/** Stores each rest as an item `rest#<line>`, which is kept for a day after its end. */
export const createRestStore = (table: DynamoTable): RestStore => ({
  read: async (of) => {
    const item = await table.get(pk(of), 'consistent')
    return item === undefined ? noRest : { ms: numberOf(item['ms']), until: numberOf(item['until']) }
  },
  replace: (of, before, { ms, until }) => {
    const number = (value: number) => ({ N: String(value) })
    return table.put(
      { pk: { S: pk(of) }, ms: number(ms), until: number(until), expiresAt: ttl(until + day) },
      {
        ConditionExpression: 'attribute_not_exists(#until) OR #until = :before',
        ExpressionAttributeNames: { '#until': 'until' },
        ExpressionAttributeValues: { ':before': number(before.until) },
      },
    )
  },
})

const pk = (of: string): string => `rest#${of}`
