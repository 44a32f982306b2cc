import { ConditionalCheckFailedException, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, test } from 'vitest'

import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'

const noon = Date.UTC(2026, 10, 24, 12)

/** A DynamoDB that refuses every update, and tells what the item holds if it is asked to. */
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

test('a booking that is refused costs one request: DynamoDB tells what the item holds', async () => {
  const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '5' } })
  const quota = { hour: 5, day: 50, month: 500 }
  const counters = { month: 9, d24: 9, d24h12: 5 }
  expect(await store.book('default', noon, 1, quota, [])).toEqual({ booked: false, counters })
  expect(asked).toEqual(['UpdateItemCommand'])
})

test('of bookings that are refused together, those that fit are asked for once more, and the others get no further request', async () => {
  const { store, asked } = refusing({ month: { N: '9' }, d24: { N: '9' }, d24h12: { N: '3' } })
  const quota = { hour: 5, day: 50, month: 500 }
  const answers = await Promise.all(Array.from({ length: 10 }, () => store.book('default', noon, 1, quota, [])))
  expect(answers.every(({ booked }) => !booked)).toBe(true)
  // Five are the most that any hour takes; two fit, as the answer tells.
  expect(asked).toHaveLength(2)
})
