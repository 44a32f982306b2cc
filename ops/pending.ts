import { ScanCommand } from '@aws-sdk/client-dynamodb'

import { createClaimStore } from '../shared/edges/claim-store.ts'
import { createDynamoTable, type Item } from '../shared/edges/dynamo-table.ts'
import { senderFromItem, senderPrefix } from '../shared/edges/sender-store.ts'
import type { ClaimStore } from '../shared/ports/claim-store.ts'
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
  return unclaimed(claimsOf(deployment), reserved)
}

/** Those that nobody has begun to send. */
export const unclaimed = (claims: Pick<ClaimStore, 'read'>, replies: readonly Pending[]): Promise<readonly Pending[]> =>
  filterSideBySide(replies, async ({ inboundId }) => (await claims.read(inboundId)) === undefined)

/**
 * Claims the replies, so that send-reply drops them when they come up, and gives those that it got: whatever was claimed before is being
 * sent. Nothing has to be put right after, wherever this is interrupted; and a sender counts as answered, as before.
 */
export const cancel = (
  { claims, now, newToken }: Canceller,
  replies: readonly Pending[],
): Promise<readonly Pending[]> =>
  filterSideBySide(replies, async ({ inboundId }) => {
    const token = newToken()
    const claim = await claims.claim(inboundId, { token, claimedAt: now(), outcome: 'cancelled', uncounted: true })
    return claim.token === token
  })

type Canceller = {
  readonly claims: Pick<ClaimStore, 'claim'>
  readonly now: () => number
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
const sideBySide = 20

const filterSideBySide = async <T>(
  items: readonly T[],
  holds: (item: T) => Promise<boolean>,
): Promise<readonly T[]> => {
  const kept: T[] = []
  for (let i = 0; i < items.length; i += sideBySide) {
    const some = items.slice(i, i + sideBySide)
    const verdicts = await Promise.all(some.map(holds))
    kept.push(...some.filter((_, n) => verdicts[n]))
  }
  return kept
}
