import { afterAll, expect, test } from 'vitest'

import { startCloud } from '../../bench/cloud.ts'

const cloud = await startCloud([{ name: 'state', key: 'pk' }], 0)
afterAll(cloud.stop)

const { client } = cloud
const TableName = 'state'

test('capacity units are counted as DynamoDB bills them, also for failed conditions and for items larger than 1 kB', async () => {
  cloud.tally()
  const put = (pk: string, bytes: number) =>
    client.putItem({
      TableName,
      Item: { pk: { S: pk }, text: { S: 'x'.repeat(bytes) } },
      ConditionExpression: 'attribute_not_exists(pk)',
    })
  await put('small', 10)
  await put('large', 2500)
  await expect(put('small', 10)).rejects.toThrow('The conditional request failed')
  expect(cloud.tally()).toMatchObject({ readUnits: 0, writeUnits: 1 + 3 + 1, requests: { 'dynamodb PutItem': 3 } })
  await client.getItem({ TableName, Key: { pk: { S: 'small' } } })
  await client.getItem({ TableName, Key: { pk: { S: 'none' } }, ConsistentRead: true })
  await client.batchGetItem({ RequestItems: { state: { Keys: [{ pk: { S: 'small' } }, { pk: { S: 'large' } }] } } })
  expect(cloud.tally()).toMatchObject({ readUnits: 0.5 + 1 + 1, writeUnits: 0 })
})

test('filling a table is not counted', async () => {
  const ids = Array.from({ length: 60 }, (_, i) => `sender ${i}`)
  await cloud.fill({ name: 'state', key: 'pk' }, { a: { N: '1' } }, ids)
  expect(cloud.tally().requests).toEqual({})
  const { Item } = await client.getItem({ TableName, Key: { pk: { S: 'sender 59' } } })
  expect(Item).toEqual({ pk: { S: 'sender 59' }, a: { N: '1' } })
})
