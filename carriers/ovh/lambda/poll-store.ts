import * as z from 'zod/mini'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import type { DynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import type { Reading } from './credits.ts'

export const pollPrefix = 'ovh#'

/** A `published` text is still to be deleted, an `unreadable` one, or one with so many failures, to be read again. */
export type Fate = 'published' | 'unreadable' | number
export type Aside = ReadonlyMap<number, Fate>

export const isSame = (a: Aside, b: Aside): boolean =>
  a.size === b.size && [...a].every(([id, fate]) => b.get(id) === fate)

export type PollMemory = { readonly aside: Aside; readonly readings: readonly Reading[] }

const memory = z.object({
  aside: z.string(),
  readings: z.array(z.object({ at: z.number(), left: z.number() })),
})

/** The most characters of ids that are written: an item holds 400 KB (DynamoDB quotas). Older ids are forgotten. */
const longestAside = 350_000

const markOf = (fate: Fate): string => (typeof fate === 'number' ? '!'.repeat(fate) : fate === 'published' ? ',' : '?')
const fateOf = (mark: string): Fate => (mark === ',' ? 'published' : mark === '?' ? 'unreadable' : mark.length)

/** Newest first, each id as its difference from the one before. */
const write = (aside: Aside): string => {
  let text = ''
  let before = 0
  for (const [id, fate] of [...aside].toSorted(([a], [b]) => b - a)) {
    text += `${(before - id).toString(36)}${markOf(fate)}`
    if (text.length > longestAside) break
    before = id
  }
  return text
}

const read = (text: string): Aside => {
  let before = 0
  return new Map(
    [...text.matchAll(/(-?[\da-z]+)([,?]|!+)/g)].map(([, difference = '', mark = '']) => {
      before -= Number.parseInt(difference, 36)
      return [before, fateOf(mark)]
    }),
  )
}

/**
 * Stores a poll's memory as the item `ovh#<SMS account>`. If polls overlap, the last write wins, at the cost of
 * duplicates. Without this memory, 265 of 300 texts at once are never read while OVHcloud deletes none; with it, all of
 * them within eight minutes.
 */
export const createPollStore = (table: DynamoTable, serviceName: string) => {
  const pk = `${pollPrefix}${serviceName}`
  return {
    read: async (): Promise<PollMemory> => {
      const kept = (await table.get(pk, 'consistent'))?.['memory']?.S ?? ''
      const { aside = '', readings = [] } = memory.safeParse(parseJson(kept)).data ?? {}
      return { aside: read(aside), readings }
    },
    write: async ({ aside, readings }: PollMemory): Promise<void> => {
      await table.put({ pk: { S: pk }, memory: { S: JSON.stringify({ aside: write(aside), readings }) } }, {})
    },
  }
}

export type PollStore = ReturnType<typeof createPollStore>
