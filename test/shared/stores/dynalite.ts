import { once } from 'node:events'
import dynalite from 'dynalite'

import type { DynamoDb } from './dynamo-tables.ts'

/** Starts dynalite, a version of DynamoDB in JavaScript. It runs everywhere, in this process and in memory. */
export const startDynalite = async (): Promise<DynamoDb> => {
  const server = dynalite({ createTableMs: 0 })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('dynalite does not listen')
  return { name: 'dynalite', port: address.port, stop: () => server.close() }
}
