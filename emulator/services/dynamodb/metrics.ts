import { z } from 'zod'

import { type AnsweredCall, textParameter } from '../../endpoint/call.ts'
import type { RecordMetric } from '../../metric.ts'

const writes = ['PutItem', 'UpdateItem', 'DeleteItem']

/**
 * Records consumed capacity units, which AWS also bills for a write whose condition fails (developer guide, capacity). AWS counts
 * the size of the item. This counts the size of the request or the response, which gives the same units as long as items are
 * below 1 kB.
 */
export const recordTableMetrics = (record: RecordMetric, { call, answer }: AnsweredCall, now: number): void => {
  const batch = batchOf(call)
  const table = { TableName: batch?.table ?? textParameter(call, 'TableName') }
  const tell = (name: string, value: number) =>
    record({ namespace: 'AWS/DynamoDB', name, dimensions: table }, [value], now)
  if (call.action === 'GetItem') {
    const perRead = call.parameters['ConsistentRead'] === true ? 1 : 0.5
    tell('ConsumedReadCapacityUnits', perRead * Math.max(1, Math.ceil(answer.body.length / 4096)))
  }
  if (batch !== undefined) tell('ConsumedReadCapacityUnits', batch.keys * (batch.consistent ? 1 : 0.5))
  if (writes.includes(call.action))
    tell(
      'ConsumedWriteCapacityUnits',
      Math.max(1, Math.ceil(JSON.stringify(call.parameters['Item'] ?? '').length / 1024)),
    )
}

/** The table and the number of keys in a BatchGetItem request. Functions read one table at a time. */
const batchOf = ({ parameters }: AnsweredCall['call']) => {
  const { RequestItems } = batchParameters.safeParse(parameters).data ?? {}
  const [[table, { Keys, ConsistentRead }] = ['', { Keys: [], ConsistentRead: false }]] = Object.entries(
    RequestItems ?? {},
  )
  return table === '' ? undefined : { table, keys: Keys.length, consistent: ConsistentRead }
}

const batchParameters = z.object({
  RequestItems: z.record(
    z.string(),
    z.object({ Keys: z.array(z.unknown()), ConsistentRead: z.boolean().default(false) }),
  ),
})
