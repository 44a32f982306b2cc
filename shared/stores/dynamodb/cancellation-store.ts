import type { CancellationStore } from '../../ports.ts'
import { type Cancellation, mostCancellations } from '../../rules/cancellations.ts'
import { queueRetentionMs } from '../../rules/timing.ts'
import { type DynamoTable, type Item, numberOf, ttl } from './table.ts'

/** Cancellations are kept for as long as the queue keeps a reply. */
export const cancellationsKeptMs = queueRetentionMs

/** After so many conflicts a note is written anyway, as whoever has an operator's key may write without an end. */
const maxConflicts = 10

/** Stores cancellations in the one item `cancelled#replies`, which is kept for four days after the last. */
export const createCancellationStore = (table: DynamoTable): CancellationStore => {
  const read = async () => (await table.get(pk, 'consistent')) ?? {}
  const add = async (cancellation: Cancellation, conflicts: number): ReturnType<CancellationStore['add']> => {
    const item = await read()
    const known = notesIn(item)
    const kept = [...known.slice(1 - mostCancellations), cancellation]
    // `before` is by the functions' clock, so an operator's slow clock can't make the note expire early.
    const expiresAt = Math.max(cancellation.decidedAt, ...kept.map(({ before }) => before)) + cancellationsKeptMs
    const added = await table.update(pk, {
      UpdateExpression: 'SET runs = :runs, version = :version, expiresAt = :expiresAt',
      ...(conflicts < maxConflicts && { ConditionExpression: isAsRead(item) }),
      ExpressionAttributeValues: {
        ':runs': { L: kept.map((one) => ({ M: toItem(one) })) },
        ':version': { N: String(numberOf(item['version']) + 1) },
        ':expiresAt': ttl(expiresAt),
        ...(conflicts < maxConflicts && item['version'] && { ':read': item['version'] }),
      },
    })
    if (!added) return add(cancellation, conflicts + 1)
    return { dropped: known.length + 1 - kept.length }
  }
  return { read: async () => notesIn(await read()), add: (cancellation) => add(cancellation, 0) }
}

const pk = 'cancelled#replies'

const isAsRead = ({ version }: Item): string => (version ? 'version = :read' : 'attribute_not_exists(version)')

const notesIn = ({ runs }: Item): readonly Cancellation[] => (runs?.L ?? []).map(({ M = {} }) => fromItem(M))

const toItem = (cancellation: Cancellation): Item =>
  Object.fromEntries(Object.entries(cancellation).map(([name, value]) => [name, { N: String(value) }]))

const fromItem = ({ after, before, decidedAt, replies }: Item): Cancellation => ({
  after: numberOf(after),
  before: numberOf(before),
  decidedAt: numberOf(decidedAt),
  replies: numberOf(replies),
})
