import * as z from 'zod/mini'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { type DynamoTable, itemFormat } from '../../shared/stores/dynamodb/table.ts'
import type { Reading } from './credits.ts'

/** The partition keys of what polls remember begin with this. */
export const pollPrefix = 'ovh#'

/** What one poll leaves to the next. */
export type PollMemory = {
  /** The ids of texts that were published, but could not be deleted at OVHcloud yet. */
  readonly published: readonly number[]
  readonly readings: readonly Reading[]
}

const memory = z.object({
  published: z.array(z.int()),
  readings: z.array(z.object({ at: z.number(), left: z.number() })),
})

/** Stores it as the item `ovh#<SMS account>`. Polls don't overlap, so the last write wins. */
export const createPollStore = (table: DynamoTable, serviceName: string) => {
  const pk = `${pollPrefix}${serviceName}`
  return {
    read: async (): Promise<PollMemory> =>
      memory.safeParse(parseJson((await table.get(pk, 'consistent'))?.['memory']?.S ?? '')).data ?? {
        published: [],
        readings: [],
      },
    write: async (known: PollMemory): Promise<void> => {
      await table.put({ pk: { S: pk }, ...itemFormat, memory: { S: JSON.stringify(known) } }, {})
    },
  }
}

export type PollStore = ReturnType<typeof createPollStore>
