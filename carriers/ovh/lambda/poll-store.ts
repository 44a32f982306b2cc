import * as z from 'zod/mini'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import type { DynamoTable } from '../../../shared/stores/dynamodb/table.ts'
import type { Reading } from './credits.ts'

/** The partition keys of what polls remember begin with this. */
export const pollPrefix = 'ovh#'

/**
 * What is still to be done about a text that OVHcloud lists and a poll has taken: to delete it, or to read it after all, which its form may
 * prevent. A number is how often it could not be read or published.
 */
export type Fate = 'published' | 'unreadable' | number
export type Aside = ReadonlyMap<number, Fate>

export const isSame = (a: Aside, b: Aside): boolean =>
  a.size === b.size && [...a].every(([id, fate]) => b.get(id) === fate)

/** What one poll leaves to the next. */
export type PollMemory = { readonly aside: Aside; readonly readings: readonly Reading[] }

/** Earlier versions wrote the ids of published texts in another field. Without them, those texts are published again, as duplicates. */
const memory = z.object({
  aside: z._default(z.string(), ''),
  readings: z.array(z.object({ at: z.number(), left: z.number() })),
})

/**
 * How much is written of ids, in characters: an item holds 400 KB (DynamoDB developer guide, quotas). An id takes two to four, so there is room
 * for some 100,000. The oldest ones beyond are forgotten, which are those whose turn to be published again comes last.
 */
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
 * Stores it as the item `ovh#<SMS account>`. Polls seldom overlap. If they do, the last write wins, and a text that it doesn't know of is published
 * again, as a duplicate.
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
