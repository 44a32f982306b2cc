import { ScanCommand } from '@aws-sdk/client-dynamodb'

import type { ClaimStore } from '../shared/ports.ts'
import { metricNames } from '../shared/rules/telemetry.ts'
import { day, minute, publishMarginMs } from '../shared/rules/timing.ts'
import { createClaimStore } from '../shared/stores/dynamodb/claim-store.ts'
import { senderFromItem, senderPrefix } from '../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable, type Item, itemFormat, numberOf, ttl } from '../shared/stores/dynamodb/table.ts'
import { countBy, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'

/** A reply that is reserved but not settled, so it may still be sent. */
export type Pending = { readonly senderKey: string; readonly inboundId: string }

/**
 * Finds the pending replies that were reserved at `after` or later, and before `before`. It scans the whole table for sender records, and
 * then reads one claim per reply.
 */
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

/**
 * The replies that may still be sent: those without a claim, and those whose claim is recent and has no outcome. Such a reply is being
 * sent, but its line may refuse it.
 */
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
 * Cancels replies by claiming them, so that send-reply drops them when they are due. Returns those that it could claim. For replies that
 * are being sent it waits once, and then claims those that their line refused. If it is interrupted at any point, nothing needs repair.
 * Senders still count as answered.
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
  /** Makes a unique token. */
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

/** How many requests run at the same time. */
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

/** One run of cancel-pending: when it ran, and how many waiting replies it cancelled. */
type Cancellation = { readonly at: number; readonly replies: number }

const pk = 'cancelled#replies'

/** By then every cancelled reply has become due or has expired. */
export const cancellationsKeptMs = 2 * day

/** Stores the run, so that status can tell how many waiting replies are cancelled. Counting them in the table would take too long. */
export const noteCancelled = async (deployment: Deployment, replies: number): Promise<void> => {
  const { aws, outputs, now } = deployment
  const noted = [...(await readCancellations(deployment)), { at: now(), replies }]
  const runs = noted.map((one) => ({ M: { at: { N: String(one.at) }, replies: { N: String(one.replies) } } }))
  const item = { pk: { S: pk }, ...itemFormat, runs: { L: runs }, expiresAt: ttl(now() + cancellationsKeptMs) }
  await createDynamoTable(aws.dynamodb, outputs.TableName).put(item, {})
}

/** The runs of the last two days. */
const readCancellations = async ({ aws, outputs, now }: Deployment): Promise<readonly Cancellation[]> => {
  const item = await createDynamoTable(aws.dynamodb, outputs.TableName).get(pk, 'consistent')
  return (item?.['runs']?.L ?? [])
    .map(({ M = {} }) => ({ at: numberOf(M['at']), replies: numberOf(M['replies']) }))
    .filter(({ at }) => at > now() - cancellationsKeptMs)
}

/**
 * How many replies that cancel-pending has cancelled are still queued. send-reply counts each when it becomes due, in the same metric as
 * replies that were cancelled for other reasons.
 */
export const countCancelled = async (deployment: Deployment): Promise<number> => {
  const cancellations = await readCancellations(deployment)
  const [first] = cancellations
  if (first === undefined) return 0
  const wanted = { cancelled: countBy(deployment, metricNames.repliesCancelled) }
  const { cancelled } = await readMetrics(deployment, wanted, first.at - (first.at % minute), minute)
  return Math.max(0, cancellations.reduce((sum, { replies }) => sum + replies, 0) - sumOf(cancelled))
}
