import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

import { createDynamoTable } from '../../../shared/stores/dynamodb/table.ts'

/** A version of DynamoDB that runs on this machine. */
export type DynamoDb = { readonly name: string; readonly port: number; readonly stop: () => void }

export type OpenTable = Awaited<ReturnType<typeof openTable>>

/** Creates the table that both functions use. */
const createStateTable = async (client: DynamoDBClient): Promise<void> => {
  await client.send(
    new CreateTableCommand({
      TableName: 'state',
      BillingMode: 'PAY_PER_REQUEST',
      KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
      AttributeDefinitions: [{ AttributeName: 'pk', AttributeType: 'S' }],
    }),
  )
}

/** Creates an empty table. `close` also stops its database. */
export const openTable = async ({ name, port, stop }: DynamoDb) => {
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  await createStateTable(client)
  const close = () => {
    client.destroy()
    stop()
  }
  return { name, client, table: createDynamoTable(client, 'state'), close }
}
