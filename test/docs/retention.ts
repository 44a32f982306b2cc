import { readFileSync } from 'node:fs'
import type { Template } from 'aws-cdk-lib/assertions'
import { z } from 'zod'

import { day } from '../../shared/rules/timing.ts'
import type { DynamoTable } from '../../shared/stores/dynamodb/table.ts'
import { withoutHash } from '../cdk/synthesised.ts'

/** Rows about what only some carriers have are marked like this. */
const ofCarrier = /\| (?:only|seulement) \*[^*]+\*/

/** The days stated on the page, by place, such as `claim#…`: in rows about every stage, or about some carriers. */
export const statedIn = (page: string, of: 'every stage' | 'carriers'): { readonly [place: string]: number } => {
  const text = readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')
  const rows = text.matchAll(/^\| (`[^|]+`) \| [^|]+ \| (\d+) (?:days?|jours?)[^|]*\|$/gm)
  const wanted = [...rows].filter(([row]) => ofCarrier.test(row) === (of === 'carriers'))
  return Object.fromEntries(wanted.map(([, place = '', days]) => [place.replaceAll('`', ''), Number(days)]))
}

/** The days for which the queues and the log groups of a stack keep data, by logical id. */
export const retentionOf = (stack: Template): readonly (readonly [string, number])[] => [
  ...daysOf('AWS::SQS::Queue', 'MessageRetentionPeriod', day / 1000, stack),
  ...daysOf('AWS::Logs::LogGroup', 'RetentionInDays', 1, stack),
]

const daysOf = (type: string, property: string, unitsPerDay: number, stack: Template) =>
  Object.entries(stack.findResources(type)).map(([id, resource]): [string, number] => {
    const properties = z.object({ Properties: z.looseObject({ [property]: z.number() }) }).parse(resource).Properties
    return [withoutHash(id), Number(properties[property]) / unitsPerDay]
  })

export const noon = Date.UTC(2026, 10, 24, 12)

/** The days after noon at which an item expires that a store writes. */
export const expiryIn = async (write: (table: DynamoTable) => Promise<unknown>): Promise<number> => {
  const expiries: number[] = []
  await write({
    get: async () => undefined,
    put: async (item) => expiries.push(Number(item['expiresAt']?.N)) > 0,
    update: async (_, { ExpressionAttributeValues: values }) => {
      expiries.push(Number(values?.[':expiresAt']?.N))
      return {}
    },
    updateOrTell: async (_, { ExpressionAttributeValues: values }) => {
      expiries.push(Number(values?.[':expiresAt']?.N))
      return { updated: true, item: {} }
    },
    delete: async () => {},
  })
  return ((expiries[0] ?? Number.NaN) * 1000 - noon) / day
}
