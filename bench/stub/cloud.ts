import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'

import { createConversation } from '../conversation.ts'
import type { Item } from './expression.ts'
import type { Tally } from './tally.ts'

export type ToCloud =
  | { readonly kind: 'tell' }
  /** Items that differ in their key alone. */
  | {
      readonly kind: 'fill'
      readonly table: string
      readonly key: string
      readonly item: Item
      readonly ids: readonly string[]
    }

export type FromCloud =
  | { readonly kind: 'ready'; readonly port: number }
  | { readonly kind: 'tally'; readonly tally: Tally }
  | { readonly kind: 'filled' }

export type Table = { readonly name: string; readonly key: string }

/** DynamoDB, SQS and SNS for one system at a time. */
export type Cloud = {
  readonly endpoint: string
  /** What was asked for since the last time. */
  readonly tally: () => Promise<Tally>
  readonly fill: (table: Table, item: Item, ids: readonly string[]) => Promise<void>
  readonly stop: () => void
}

/** Starts a process with these tables, on the stub's store with that latency or on dynalite. */
export const startCloud = async (
  store: { readonly kind: 'stub'; readonly latencyMs: number } | { readonly kind: 'dynalite' },
  tables: readonly Table[],
): Promise<Cloud> => {
  const process = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [
    store.kind,
    store.kind === 'stub' ? String(store.latencyMs) : '',
  ])
  const { hear, ask } = createConversation<ToCloud, FromCloud>(process)
  const ready = await hear()
  if (ready.kind !== 'ready') throw new Error('The cloud did not start')
  const endpoint = `http://127.0.0.1:${ready.port}`
  await createTables(endpoint, tables)
  return {
    endpoint,
    tally: async () => {
      const answer = await ask({ kind: 'tell' })
      if (answer.kind !== 'tally') throw new Error('The cloud did not tell')
      return answer.tally
    },
    fill: async ({ name, key }, item, ids) => {
      await ask({ kind: 'fill', table: name, key, item, ids })
    },
    stop: () => void process.kill(),
  }
}

const createTables = async (endpoint: string, tables: readonly Table[]): Promise<void> => {
  const credentials = { accessKeyId: 'bench', secretAccessKey: 'bench' }
  const client = new DynamoDBClient({ endpoint, region: 'eu-west-3', credentials })
  for (const { name, key } of tables)
    await client.send(
      new CreateTableCommand({
        TableName: name,
        BillingMode: 'PAY_PER_REQUEST',
        KeySchema: [{ AttributeName: key, KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: key, AttributeType: 'S' }],
      }),
    )
  client.destroy()
}
