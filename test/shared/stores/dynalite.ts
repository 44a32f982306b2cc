import { startEndpoint } from '../../../emulator/endpoint/endpoint.ts'
import { createDynalite } from '../../../emulator/services/dynamodb/dynalite.ts'
import type { DynamoDb } from './dynamo-tables.ts'

/** Starts the embedded DynamoDB. It runs everywhere, in this process and in memory. */
export const startDynalite = async (): Promise<DynamoDb> => {
  const { url, serve, stop } = await startEndpoint(0, {
    callerOf: () => ({ kind: 'owner' }),
    lambdaRequest: () => undefined,
  })
  serve(createDynalite())
  return { name: 'the embedded DynamoDB', port: Number(new URL(url).port), stop }
}
