import {
  type AttributeValue,
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  UpdateItemCommand,
  type UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'
import { batchCalls } from '../../batch-calls.ts'
import { impossible } from '../../named-error.ts'

export type Item = Record<string, AttributeValue>
export type Condition = Pick<
  UpdateItemCommandInput,
  'ConditionExpression' | 'ExpressionAttributeNames' | 'ExpressionAttributeValues'
>
export type Update = Condition & Pick<UpdateItemCommandInput, 'UpdateExpression'>

/** Creates a table's operations, which return false if a condition fails. `once` repeats no update that was made. */
export const createDynamoTable = (client: DynamoDBClient, TableName: string, once = client) => {
  const read = createItemReads(client, TableName)
  return {
    get: (pk: string, consistency: 'eventual' | 'consistent'): Promise<Item | undefined> =>
      read({ pk, consistent: consistency === 'consistent' }),

    put: (item: Item, condition: Condition): Promise<boolean> =>
      holds(() => client.send(new PutItemCommand({ TableName, Item: item, ...condition }))),

    update: (pk: string, update: Update): Promise<boolean> =>
      holds(() => client.send(new UpdateItemCommand({ TableName, Key: key(pk), ...update }))),

    /** Updates once. Returns the item after that or, on a failed condition, as it is (API reference, UpdateItem). */
    updateOrTell: async (pk: string, update: Update): Promise<{ readonly updated: boolean; readonly item: Item }> => {
      const input = { TableName, Key: key(pk), ReturnValues: 'ALL_NEW', ...update } as const
      try {
        const asked = { ...input, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } as const
        const { Attributes: item = {} } = await once.send(new UpdateItemCommand(asked))
        return { updated: true, item }
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException)) throw error
        return { updated: false, item: error.Item ?? {} }
      }
    },

    delete: async (pk: string, condition: Condition): Promise<void> => {
      await holds(() => client.send(new DeleteItemCommand({ TableName, Key: key(pk), ...condition })))
    },
  }
}

export type DynamoTable = ReturnType<typeof createDynamoTable>

/** The latest time that is read: dates that are formatted or added to must not overflow. */
export const latestMs = Date.UTC(9999, 11, 31)

/** Reads what we store: a time or a count, 0 without one. Whoever may write items may have written any other number. */
export const numberOf = (value: AttributeValue | undefined): number =>
  Math.max(-latestMs, Math.min(Number(value?.N ?? 0), latestMs))

/** Converts a time into the seconds of DynamoDB's TTL. */
export const ttl = (expiresAtMs: number): AttributeValue => ({ N: String(Math.ceil(expiresAtMs / 1000)) })

const key = (pk: string): Item => ({ pk: { S: pk } })

const holds = async (call: () => Promise<unknown>): Promise<boolean> => {
  try {
    await call()
    return true
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return false
    throw error
  }
}

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
      const first = reads[0] ?? impossible('A batch is empty')
      if (reads.length === 1) return [await readOne(first)]
      const items = await readAll([...new Set(reads.map(({ pk }) => pk))], first.consistent)
      const itemAt = new Map(items.map((item) => [item['pk']?.S, item]))
      return reads.map(({ pk }) => itemAt.get(pk))
    },
  })
}
