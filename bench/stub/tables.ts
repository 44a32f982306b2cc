import type {
  BatchGetItemCommandInput,
  CreateTableCommandInput,
  DeleteItemCommandInput,
  GetItemCommandInput,
  PutItemCommandInput,
  UpdateItemCommandInput,
} from '@aws-sdk/client-dynamodb'

import { readUnits, writeUnits } from './capacity.ts'
import { holds } from './condition.ts'
import type { Item } from './expression.ts'
import { updated } from './update.ts'

/** What DynamoDB says to a call, and the capacity units that it bills. */
export type Answer = {
  readonly status: 200 | 400
  readonly body: unknown
  readonly readUnits?: number
  readonly writeUnits?: number
}

/** As much of DynamoDB as the benchmarked systems call: tables with a partition key, single items, conditions. */
export const createTables = () => {
  const tables = new Map<string, Table>()
  const tableOf = (name: string | undefined): Table => {
    const table = tables.get(name ?? '')
    if (table === undefined) throw new Error(`The stub has no table ${name}`)
    return table
  }
  const operations: { readonly [name: string]: (input: never) => Answer } = {
    CreateTable: ({ TableName, KeySchema }: CreateTableCommandInput) => {
      tables.set(TableName ?? '', { key: KeySchema?.[0]?.AttributeName ?? '', items: new Map() })
      return ok({ TableDescription: { TableName, TableStatus: 'ACTIVE' } })
    },
    GetItem: ({ TableName, Key = {}, ConsistentRead }: GetItemCommandInput) => {
      const table = tableOf(TableName)
      const item = table.items.get(keyOf(table, Key))
      return { ...ok({ Item: item }), readUnits: readUnits(item, ConsistentRead === true) }
    },
    BatchGetItem: ({ RequestItems = {} }: BatchGetItemCommandInput) => {
      const [[name, { Keys = [], ConsistentRead }] = ['', { Keys: [] }]] = Object.entries(RequestItems)
      const table = tableOf(name)
      const items = Keys.map((key) => table.items.get(keyOf(table, key)))
      const units = items.reduce((sum, item) => sum + readUnits(item, ConsistentRead === true), 0)
      const found = items.filter((item) => item !== undefined)
      return { ...ok({ Responses: { [name]: found }, UnprocessedKeys: {} }), readUnits: units }
    },
    PutItem: (input: PutItemCommandInput) => write(tableOf(input.TableName), input.Item ?? {}, input, () => input.Item),
    DeleteItem: (input: DeleteItemCommandInput) =>
      write(tableOf(input.TableName), input.Key ?? {}, input, () => undefined),
    UpdateItem: (input: UpdateItemCommandInput) =>
      write(tableOf(input.TableName), input.Key ?? {}, input, (before) =>
        updated(input.UpdateExpression ?? '', before ?? input.Key ?? {}, termsOf(input)),
      ),
  }
  return {
    call: (operation: string, input: unknown): Answer => {
      const run = operations[operation]
      if (run === undefined) throw new Error(`The stub does not know ${operation}`)
      return run(input as never)
    },
    /** Puts items straight in, for a table that has grown. */
    fill: (tableName: string, items: Iterable<Item>): void => {
      const table = tableOf(tableName)
      for (const item of items) table.items.set(keyOf(table, item), item)
    },
  }
}

type Table = { readonly key: string; readonly items: Map<string, Item> }

type Write = Pick<
  UpdateItemCommandInput,
  | 'ConditionExpression'
  | 'ExpressionAttributeNames'
  | 'ExpressionAttributeValues'
  | 'ReturnValues'
  | 'ReturnValuesOnConditionCheckFailure'
>

const write = (
  table: Table,
  key: Item,
  input: Write,
  change: (before: Item | undefined) => Item | undefined,
): Answer => {
  const id = keyOf(table, key)
  const before = table.items.get(id)
  if (input.ConditionExpression !== undefined && !holds(input.ConditionExpression, before ?? {}, termsOf(input)))
    return { ...refusal(before, input), writeUnits: writeUnits(before, undefined) }
  const after = change(before)
  if (after === undefined) table.items.delete(id)
  else table.items.set(id, after)
  const attributes = input.ReturnValues === 'ALL_NEW' ? { Attributes: after } : {}
  return { ...ok(attributes), writeUnits: writeUnits(before, after) }
}

const refusal = (before: Item | undefined, { ReturnValuesOnConditionCheckFailure: wanted }: Write): Answer => ({
  status: 400,
  body: {
    __type: 'com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException',
    message: 'The conditional request failed',
    ...(wanted === 'ALL_OLD' && { Item: before }),
  },
})

const ok = (body: unknown): Answer => ({ status: 200, body })

const keyOf = ({ key }: Table, item: Item): string => item[key]?.S ?? ''

const termsOf = (input: Write) => ({
  names: input.ExpressionAttributeNames ?? {},
  values: input.ExpressionAttributeValues ?? {},
})
