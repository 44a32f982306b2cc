import { ScanCommand } from '@aws-sdk/client-dynamodb'

import type { ClaimStore } from '../shared/ports.ts'
import { publishMarginMs } from '../shared/rules/timing.ts'
import { createClaimStore } from '../shared/stores/dynamodb/claim-store.ts'
import { senderFromItem, senderPrefix } from '../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable, type Item } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** A reply that was reserved and that nobody has begun to send. */
export type Pending = { readonly senderKey: string; readonly inboundId: string }

/** The replies reserved from `after` on and before `before` that wait. It reads the whole table, claims aside, and then a claim for each. */
export const findPending = async (
  deployment: Deployment,
  after: number,
  before: number,
): Promise<readonly Pending[]> => {
  const reserved: Pending[] = []
  for await (const item of senderItems(deployment)) {
    const senderKey = item['pk']?.S?.slice(senderPrefix.length) ?? ''
    for (const [inboundId, reservedAt] of senderFromItem(item).record.replies)
      if (reservedAt >= after && reservedAt < before) reserved.push({ senderKey, inboundId })
  }
  return unsettled(claimsOf(deployment), reserved, deployment.now())
}

/** Those that nobody has ended, and that nobody began to send long ago: what is being sent just now may yet be refused. */
export const unsettled = async (
  claims: Pick<ClaimStore, 'read'>,
  replies: readonly Pending[],
  now: number,
): Promise<readonly Pending[]> =>
  filterConcurrently(replies, async ({ inboundId }) => {
    const claim = await claims.read(inboundId)
    return claim === undefined || (claim.outcome === undefined && now - claim.claimedAt <= publishMarginMs)
  })

/**
 * Claims the replies, so that send-reply drops them when they come up, and gives those that it got. For what is being sent it waits once, and
 * gets it if it was refused. Nothing has to be put right after, wherever this is interrupted; and a sender counts as answered, as before.
 */
export const cancel = async (canceller: Canceller, replies: readonly Pending[]): Promise<readonly Pending[]> => {
  const cancelled = await filterConcurrently(replies, (reply) => isCancelled(canceller, reply))
  const beingSent = await unsettled(canceller.claims, without(replies, cancelled), canceller.now())
  if (beingSent.length === 0) return cancelled
  await canceller.wait(publishMarginMs)
  return [...cancelled, ...(await filterConcurrently(beingSent, (reply) => isCancelled(canceller, reply)))]
}

const isCancelled = async ({ claims, now, newToken }: Canceller, { inboundId }: Pending): Promise<boolean> => {
  const token = newToken()
  const claim = await claims.claim(inboundId, { token, claimedAt: now(), outcome: 'cancelled', uncounted: true })
  return claim.token === token
}

const without = (replies: readonly Pending[], others: readonly Pending[]): readonly Pending[] => {
  const left = new Set(others)
  return replies.filter((reply) => !left.has(reply))
}

type Canceller = {
  readonly claims: Pick<ClaimStore, 'claim' | 'read'>
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
  /** Tokens that nobody else makes. */
  readonly newToken: () => string
}

export const claimsOf = ({ aws, outputs }: Deployment) =>
  createClaimStore(createDynamoTable(aws.dynamodb, outputs.TableName))

async function* senderItems({ aws, outputs }: Deployment): AsyncGenerator<Item> {
  let ExclusiveStartKey: Item | undefined
  do {
    const page = await aws.dynamodb.send(
      new ScanCommand({
        TableName: outputs.TableName,
        ConsistentRead: true,
        FilterExpression: 'begins_with(pk, :senders)',
        ExpressionAttributeValues: { ':senders': { S: senderPrefix } },
        ExclusiveStartKey,
      }),
    )
    yield* page.Items ?? []
    ExclusiveStartKey = page.LastEvaluatedKey
  } while (ExclusiveStartKey !== undefined)
}

/** How many requests are under way at once. */
const concurrency = 20

const filterConcurrently = async <T>(
  items: readonly T[],
  holds: (item: T) => Promise<boolean>,
): Promise<readonly T[]> => {
  const kept: T[] = []
  for (let i = 0; i < items.length; i += concurrency) {
    const some = items.slice(i, i + concurrency)
    const verdicts = await Promise.all(some.map(holds))
    kept.push(...some.filter((_, n) => verdicts[n]))
  }
  return kept
}
