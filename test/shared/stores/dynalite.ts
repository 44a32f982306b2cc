import { createDynalite, startEndpoint } from '../../../emulator/index.ts'
import type { DynamoDb } from './dynamo-tables.ts'

/** Starts the embedded DynamoDB. It runs everywhere, in this process and in memory. */
export const startDynalite = async (): Promise<DynamoDb> => {
  const { url, serve, stop } = await startEndpoint(0)
  serve(createDynalite())
  return { name: 'the embedded DynamoDB', port: Number(new URL(url).port), stop }
}
