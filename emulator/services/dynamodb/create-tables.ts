import { CreateTableCommand, type DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb'

import type { Stack } from '../../template/stack.ts'
import { table } from './resources.ts'

/** Creates the tables of a stack, and resolves when all of them are ready. */
export const createTables = async (stack: Stack, client: DynamoDBClient): Promise<void> => {
  for (const { ref, properties } of stack.all(table)) {
    const { AttributeDefinitions, KeySchema, BillingMode } = properties
    await client.send(new CreateTableCommand({ TableName: ref, AttributeDefinitions, KeySchema, BillingMode }))
    await waitUntilTableExists({ client, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: ref })
  }
}
