import { expect, test } from 'vitest'
import { usdOf } from '../bench/bench.ts'
import { startMeteredCloud } from '../bench/cloud.ts'
import type { Sample } from '../bench/contenders.ts'

const [read, write] = [0.125e-6, 0.625e-6]

test('capacity units are counted as DynamoDB bills them, also for failed conditions and large items', async () => {
  const { client, take, stop } = await startMeteredCloud({ state: 'pk' })
  take()
  const TableName = 'state'
  const ConditionExpression = 'attribute_not_exists(pk)'
  const put = (pk: string, bytes: number) =>
    client.putItem({ TableName, Item: { pk: { S: pk }, text: { S: 'x'.repeat(bytes) } }, ConditionExpression })
  await put('small', 10)
  await put('large', 2500)
  await expect(put('small', 10)).rejects.toThrow('The conditional request failed')
  const written = take()
  expect(written.requests).toEqual(new Map([['dynamodb', 3]]))
  expect(written.usd).toBeCloseTo((1 + 3 + 1) * write, 12)
  await client.getItem({ TableName, Key: { pk: { S: 'small' } } })
  await client.getItem({ TableName, Key: { pk: { S: 'none' } }, ConsistentRead: true })
  await client.batchGetItem({ RequestItems: { state: { Keys: [{ pk: { S: 'small' } }, { pk: { S: 'large' } }] } } })
  expect(take().usd).toBeCloseTo((0.5 + 1 + 1) * read, 12)
  await stop()
})

const idle = { unfinished: 0, tookMs: 1, cpuMs: 0, loggedBytes: 0, texts: 1, batchSize: 1 }

const asking = (requests: number, usd = 0) => ({ requests: new Map([['dynamodb', requests]]), usd, sent: [] })

// An invocation costs 0.2, and its batch two requests to SQS, of 0.4 each.
test.each<[string, Partial<Sample>, number]>([
  ['of a batch of their own', {}, 1],
  ['in tens', { batchSize: 10 }, 0.1],
  ['that wait for ten requests', { tally: asking(10) }, 1 + 0.1],
  ['that take 256/1769 of a second of this processor', { cpuMs: (1000 * 256) / 1769 }, 1 + 3.333_35],
  ['that log a kilobyte', { loggedBytes: 1000 }, 1 + 0.5],
  ['that write a unit', { tally: asking(0, write) }, 1 + 0.625],
])('a million texts %s cost what AWS lists', (_, used, usd) => {
  expect(usdOf({ ...idle, tally: asking(0), ...used }) * 1e6).toBeCloseTo(usd)
})
