import type { CancellationStore } from '../../ports.ts'
import type { Cancellation } from '../../rules/cancellations.ts'
import { queueRetentionMs } from '../../rules/timing.ts'
import { type DynamoTable, type Item, numberOf, ttl } from './table.ts'

/** Cancellations are kept for as long as the queue keeps a reply. */
export const cancellationsKeptMs = queueRetentionMs

/** Stores all cancellations in the one item `cancelled#replies`, which is kept for four days after the last. */
export const createCancellationStore = (table: DynamoTable): CancellationStore => {
  const read: CancellationStore['read'] = async () =>
    ((await table.get(pk, 'consistent'))?.['runs']?.L ?? []).map(({ M = {} }) => fromItem(M))
  return {
    read,
    add: async (cancellation) => {
      // `before`, by the functions' clock, counts, too, so that an operator's slow clock makes no note expire early.
      const known = [...(await read()), cancellation].map(({ before }) => before)
      await table.update(pk, {
        UpdateExpression: 'SET runs = list_append(if_not_exists(runs, :none), :run), expiresAt = :expiresAt',
        ExpressionAttributeValues: {
          ':none': { L: [] },
          ':run': { L: [{ M: toItem(cancellation) }] },
          ':expiresAt': ttl(Math.max(cancellation.decidedAt, ...known) + cancellationsKeptMs),
        },
      })
    },
  }
}

const pk = 'cancelled#replies'

const toItem = (cancellation: Cancellation): Item =>
  Object.fromEntries(Object.entries(cancellation).map(([name, value]) => [name, { N: String(value) }]))

const fromItem = ({ after, before, decidedAt, replies }: Item): Cancellation => ({
  after: numberOf(after),
  before: numberOf(before),
  decidedAt: numberOf(decidedAt),
  replies: numberOf(replies),
})
