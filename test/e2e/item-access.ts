import * as db from '@aws-sdk/client-dynamodb'
import { expect } from 'vitest'

export const keyOf = (pk: string) => ({ pk: { S: pk } })

/** The kinds of items on which somebody may do each action. `readable` is a key that they may read. */
export const itemsAllowedTo = async (client: db.DynamoDBClient, TableName: string, readable: string) => {
  const calls: { readonly [action: string]: (pk: string) => Promise<unknown> } = {
    GetItem: (pk) => client.send(new db.GetItemCommand({ TableName, Key: keyOf(pk) })),
    BatchGetItem: (pk) =>
      client.send(new db.BatchGetItemCommand({ RequestItems: { [TableName]: { Keys: [readable, pk].map(keyOf) } } })),
    PutItem: (pk) => client.send(new db.PutItemCommand({ TableName, Item: keyOf(pk) })),
    UpdateItem: (pk) => client.send(new db.UpdateItemCommand({ TableName, Key: keyOf(pk) })),
    DeleteItem: (pk) => client.send(new db.DeleteItemCommand({ TableName, Key: keyOf(pk) })),
    BatchWriteItem: (pk) =>
      client.send(
        new db.BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: keyOf(pk) } }] } }),
      ),
    Scan: () => client.send(new db.ScanCommand({ TableName })),
  }
  const allowed: { [action: string]: string[] } = {}
  for (const [action, call] of Object.entries(calls)) {
    allowed[action] = []
    for (const kind of ['sender', 'claim', 'budget', 'crowd', 'debt', 'other'])
      await call(`${kind}#some`).then(
        () => allowed[action]?.push(kind),
        (error) => expect(error.message).toContain(`not authorized to perform: dynamodb:${action}`),
      )
  }
  return allowed
}
