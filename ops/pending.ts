import { ScanCommand } from '@aws-sdk/client-dynamodb'

import { createClaimStore } from '../shared/edges/claim-store.ts'
import { createDynamoTable, type Item } from '../shared/edges/dynamo-table.ts'
import { senderFromItem, senderPrefix } from '../shared/edges/sender-store.ts'
import { withoutReservation } from '../shared/rules/sender-record.ts'
import { publishMarginMs } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { openSenders } from './senders.ts'

/** A reply that was reserved and that nobody has begun to send. */
export type Pending = { readonly senderKey: string; readonly inboundId: string; readonly reservedAt: number }

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
      if (reservedAt >= after && reservedAt < before) reserved.push({ senderKey, inboundId, reservedAt })
  }
  return stillUnclaimed(deployment, reserved)
}

const stillUnclaimed = (deployment: Deployment, replies: readonly Pending[]): Promise<readonly Pending[]> => {
  const claims = claimsOf(deployment)
  return filterSideBySide(replies, async ({ inboundId }) => (await claims.read(inboundId)) === undefined)
}

/**
 * Takes the reservations back, so that send-reply drops the replies when they come up. Gives those that are dropped: one for
 * which send-reply had read the sender before that is sent, and has its reservation back, or its sender could be answered too soon.
 */
export const cancel = async (deployment: Deployment, pending: readonly Pending[]): Promise<readonly Pending[]> => {
  const senders = openSenders(deployment)
  const claims = claimsOf(deployment)
  // Who was asked whether to drop them may have thought about it for long.
  const waiting = await stillUnclaimed(deployment, pending)
  await filterSideBySide(waiting, async ({ senderKey, inboundId }) => {
    await senders.change(senderKey, (record) => withoutReservation(record, inboundId))
    return true
  })
  // Whoever read a sender before has claimed the reply by then, or is dead.
  await deployment.wait(publishMarginMs)
  return filterSideBySide(waiting, async ({ senderKey, inboundId, reservedAt }) => {
    const claim = await claims.read(inboundId)
    if (claim === undefined || claim.outcome === 'cancelled') return true
    await senders.change(senderKey, (record) => ({
      ...record,
      replies: new Map([...record.replies, [inboundId, reservedAt]]),
    }))
    return false
  })
}

const claimsOf = ({ aws, outputs }: Deployment) => createClaimStore(createDynamoTable(aws.dynamodb, outputs.TableName))

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
