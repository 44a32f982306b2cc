import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, onTestFinished, test } from 'vitest'

import { createItemReads } from '../../../shared/stores/dynamodb/table.ts'

/** A table in which a batch read leaves one item unprocessed. Also returns the requested keys, request by request. */
const createTable = (unread: string) => {
  const client = new DynamoDBClient({ region: 'eu-west-3' })
  onTestFinished(() => client.destroy())
  const requests: (readonly string[])[] = []
  const item = (pk: string) => ({ pk: { S: pk } })
  client.middlewareStack.add(
    () =>
      async ({ input }) => {
        if ('Key' in input) {
          const { pk } = input.Key as ReturnType<typeof item>
          requests.push([pk.S])
          return { output: { Item: item(pk.S), $metadata: {} }, response: {} }
        }
        const { Keys } = (input as { RequestItems: { state: { Keys: ReturnType<typeof item>[] } } }).RequestItems.state
        const pks = Keys.map(({ pk }) => pk.S)
        requests.push(pks)
        const Responses = { state: pks.filter((pk) => pk !== unread).map(item) }
        return {
          output: { Responses, UnprocessedKeys: { state: { Keys: [item(unread)] } }, $metadata: {} },
          response: {},
        }
      },
    { step: 'initialize', priority: 'low' },
  )
  return { read: createItemReads(client, 'state'), requests }
}

test('an item that a batch read leaves unprocessed is read alone, and the others are not read again', async () => {
  const { read, requests } = createTable('b')
  const items = await Promise.all(['a', 'b', 'c'].map((pk) => read({ pk, consistent: true })))
  expect(items.map((item) => item?.['pk']?.S)).toEqual(['a', 'b', 'c'])
  expect(requests).toEqual([['a', 'b', 'c'], ['b']])
})
