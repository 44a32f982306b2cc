import { type AttributeValue, BatchGetItemCommand, type DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'

import { batchCalls } from '../../adapters/batch-calls.ts'

type Item = Record<string, AttributeValue>
type Read = { readonly pk: string; readonly consistent: boolean }

/** Reads items by partition key. Concurrent reads share one request, which costs as much as separate ones would. */
export const createItemReads = (client: DynamoDBClient, TableName: string) => {
  const readOne = async ({ pk, consistent }: Read): Promise<Item | undefined> =>
    (await client.send(new GetItemCommand({ TableName, Key: { pk: { S: pk } }, ConsistentRead: consistent }))).Item

  const readAll = async (pks: readonly string[], consistent: boolean): Promise<readonly Item[]> => {
    const Keys = pks.map((pk) => ({ pk: { S: pk } }))
    const RequestItems = { [TableName]: { Keys, ConsistentRead: consistent } }
    const { Responses, UnprocessedKeys } = await client.send(new BatchGetItemCommand({ RequestItems }))
    // Keys that were throttled are read one by one, so that the SDK retries each.
    const unread = UnprocessedKeys?.[TableName]?.Keys?.flatMap(({ pk }) => pk?.S ?? []) ?? []
    const read = await Promise.all(unread.map((pk) => readOne({ pk, consistent })))
    return [...(Responses?.[TableName] ?? []), ...read.filter((item) => item !== undefined)]
  }

  return batchCalls<Read, Item | undefined>({
    // The limit of BatchGetItem.
    most: 100,
    kindOf: ({ consistent }) => String(consistent),
    ask: async (reads) => {
      const [first] = reads
      if (first === undefined || reads.length === 1) return first ? [await readOne(first)] : []
      const items = await readAll([...new Set(reads.map(({ pk }) => pk))], first.consistent)
      const itemAt = new Map(items.map((item) => [item['pk']?.S, item]))
      return reads.map(({ pk }) => itemAt.get(pk))
    },
  })
}
