import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'

import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'

const noon = Date.UTC(2026, 10, 24, 12)

/** A store on a DynamoDB that refuses every update, and that returns the item if the request asks for it. */
const refusing = (item: Record<string, { readonly N: string }>) => {
  const client = new DynamoDBClient({
    region: 'eu-west-3',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
  })
  const asked: string[] = []
  client.middlewareStack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        asked.push(commandName)
        const tells = 'ReturnValuesOnConditionCheckFailure' in input ? { Item: item } : {}
        throw new ConditionalCheckFailedException({ message: 'refused', $metadata: {}, ...tells })
      },
    { step: 'initialize' },
  )
  return { store: createBudgetStore(createDynamoTable(client, 'table')), asked }
}

test('a refused booking costs one request, because DynamoDB returns the item', async () => {
  const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '5' } })
  const quota = { hour: 5, day: 50, month: 500 }
  const counters = { month: 9, d24: 9, d24h12: 5 }
  expect(await store.book('default', noon, 1, quota, [])).toEqual({ booked: false, counters })
  expect(asked).toEqual(['UpdateItemCommand'])
})

test('when concurrent bookings are refused, those that fit are tried once more, and the others cost no further request', async () => {
  const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '3' } })
  const quota = { hour: 5, day: 50, month: 500 }
  const answers = await Promise.all(Array.from({ length: 10 }, () => store.book('default', noon, 1, quota, [])))
  expect(answers.every(({ booked }) => !booked)).toBe(true)
  // The first request has five bookings, the most that any hour takes. The second has the two that fit, according to the returned item.
  expect(asked).toHaveLength(2)
})
