import { expect, test } from 'vitest'
import { noUsage, usdOf } from '../aws-prices.ts'
import { startMeteredCloud } from '../bench/cloud.ts'

test('capacity units are counted as DynamoDB bills them, also for failed conditions and large items', async () => {
  const { client, take, stop } = await startMeteredCloud([{ name: 'state', key: 'pk' }], 0)
  take()
  const TableName = 'state'
  const ConditionExpression = 'attribute_not_exists(pk)'
  const put = (pk: string, bytes: number) =>
    client.putItem({ TableName, Item: { pk: { S: pk }, text: { S: 'x'.repeat(bytes) } }, ConditionExpression })
  await put('small', 10)
  await put('large', 2500)
  await expect(put('small', 10)).rejects.toThrow('The conditional request failed')
  expect(take()).toMatchObject({ readUnits: 0, writeUnits: 1 + 3 + 1, requests: new Map([['dynamodb', 3]]) })
  await client.getItem({ TableName, Key: { pk: { S: 'small' } } })
  await client.getItem({ TableName, Key: { pk: { S: 'none' } }, ConsistentRead: true })
  await client.batchGetItem({ RequestItems: { state: { Keys: [{ pk: { S: 'small' } }, { pk: { S: 'large' } }] } } })
  expect(take()).toMatchObject({ readUnits: 0.5 + 1 + 1, writeUnits: 0 })
  await stop()
})

test.each([
  ['stale reads of 4 kB', { readUnits: 0.5 }, 0.0625],
  ['writes of 1 kB', { writeUnits: 1 }, 0.625],
  ['requests to SQS', { sqsRequests: 1 }, 0.4],
  ['texts on the topic', { topicPublishes: 1 }, 0.5],
  ['invocations of a second with 256 MB', { invocations: 1, lambdaMs: 1000 }, 0.2 + 3.333_35],
  ['log lines of a kilobyte', { loggedBytes: 1000 }, 0.5],
])('a million %s cost what AWS lists', (_, used, usd) => {
  expect(usdOf({ ...noUsage, ...used }).aws * 1e6).toBeCloseTo(usd)
})
