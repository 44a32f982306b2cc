import { CreateTableCommand, DynamoDB } from '@aws-sdk/client-dynamodb'

import { createCloudServer, dynaliteStore, stubStore } from '../../bench/stub/server.ts'
import { createTables } from '../../bench/stub/tables.ts'
import { createTally } from '../../bench/stub/tally.ts'
import { listen } from '../../local/loopback.ts'

/** The benchmark's cloud in this process, and a client of its DynamoDB. */
export const startCloud = async (kind: 'stub' | 'dynalite', tables: { readonly [name: string]: string }) => {
  const tally = createTally()
  const server = createCloudServer(kind === 'stub' ? stubStore(createTables(), tally, 0) : dynaliteStore(), tally)
  const port = await listen(server, 0, 'the port')
  const client = new DynamoDB({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'eu-west-3',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  })
  for (const [TableName, AttributeName] of Object.entries(tables))
    await client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName, AttributeType: 'S' }],
      }),
    )
  const stop = (): void => {
    client.destroy()
    server.close()
  }
  return { client, tally, stop }
}
