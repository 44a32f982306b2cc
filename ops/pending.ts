import { paginateScan } from '@aws-sdk/client-dynamodb'

import type { Claim, ClaimStore } from '../shared/ports.ts'
import { type Cancellation, isCancelled } from '../shared/rules/cancellations.ts'
import { metricNames } from '../shared/rules/telemetry.ts'
import { minute, publishMarginMs } from '../shared/rules/timing.ts'
import { cancellationsKeptMs, createCancellationStore } from '../shared/stores/dynamodb/cancellation-store.ts'
import { createClaimStore } from '../shared/stores/dynamodb/claim-store.ts'
import { senderFromItem, senderPrefix } from '../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import { countBy, readMetrics, sumOf } from './cloudwatch.ts'
import type { Deployment } from './deployment.ts'

/** A reply that is promised but not settled, so it may still be sent. */
export type Pending = { readonly senderKey: string; readonly inboundId: string }

/**
 * Finds the pending replies that were promised at `after` or later, and before `before`, and are not cancelled. It scans the whole table for
 * sender records, and then reads one claim per reply.
 */
export const findPending = async (
  deployment: Deployment,
  after: number,
  before: number,
): Promise<readonly Pending[]> => {
  const cancellations = await readCancellations(deployment)
  const promised: Pending[] = []
  for await (const { Items = [] } of pagesOfSenders(deployment))
    for (const item of Items) {
      const senderKey = item['pk']?.S?.slice(senderPrefix.length) ?? ''
      for (const [inboundId, { at }] of senderFromItem(item).record.replies)
        if (at >= after && at < before && !isCancelled(at, cancellations)) promised.push({ senderKey, inboundId })
    }
  return unsettled(claimsOf(deployment), promised, deployment.now())
}

/** How many claims are read at the same time. */
const concurrency = 20

/**
 * The replies that may still be sent: those without a claim, and those whose claim is recent and has no outcome. Such a reply is being
 * sent, but its line may refuse it.
 */
const unsettled = async (
  claims: Pick<ClaimStore, 'read'>,
  replies: readonly Pending[],
  now: number,
): Promise<readonly Pending[]> => {
  const found: Pending[] = []
  for (let i = 0; i < replies.length; i += concurrency) {
    const some = replies.slice(i, i + concurrency)
    const read = await Promise.all(some.map(({ inboundId }) => claims.read(inboundId)))
    const mayBeSent = (claim: Claim | undefined) =>
      claim === undefined || (claim.outcome === undefined && now - claim.claimedAt <= publishMarginMs)
    found.push(...some.filter((_, n) => mayBeSent(read[n])))
  }
  return found
}

/**
 * Cancels the replies that were promised from `after` on and before `before`, which must not be in the future. send-reply drops them when they
 * are due, and their senders still count as answered. Returns how many of `pending` still waited; one that is just being sent counts too.
 */
export const cancel = async (
  deployment: Deployment,
  pending: readonly Pending[],
  { after, before }: Pick<Cancellation, 'after' | 'before'>,
): Promise<number> => {
  const decidedAt = deployment.now()
  const { length: replies } = await unsettled(claimsOf(deployment), pending, decidedAt)
  if (replies > 0) await cancellationsOf(deployment).add({ after, before, decidedAt, replies })
  return replies
}

const claimsOf = ({ aws, outputs }: Deployment) => createClaimStore(createDynamoTable(aws.dynamodb, outputs.TableName))

const cancellationsOf = ({ aws, outputs }: Deployment) =>
  createCancellationStore(createDynamoTable(aws.dynamodb, outputs.TableName))

/** Those that may still be about a queued reply. */
export const readCancellations = async (deployment: Deployment): Promise<readonly Cancellation[]> =>
  (await cancellationsOf(deployment).read()).filter(
    ({ decidedAt }) => decidedAt > deployment.now() - cancellationsKeptMs,
  )

const pagesOfSenders = ({ aws, outputs }: Deployment) =>
  paginateScan(
    { client: aws.dynamodb },
    {
      TableName: outputs.TableName,
      ConsistentRead: true,
      FilterExpression: 'begins_with(pk, :senders)',
      ExpressionAttributeValues: { ':senders': { S: senderPrefix } },
    },
  )

/**
 * How many replies that cancel-pending has cancelled are still queued. send-reply counts each when it becomes due, in the same metric as
 * replies that were cancelled for other reasons.
 */
export const countCancelled = async (deployment: Deployment): Promise<number> => {
  const cancellations = await readCancellations(deployment)
  const [first] = cancellations
  if (first === undefined) return 0
  const { decidedAt } = first
  const wanted = { cancelled: countBy(deployment, metricNames.repliesCancelled) }
  const { cancelled } = await readMetrics(deployment, wanted, decidedAt - (decidedAt % minute), minute)
  return Math.max(0, cancellations.reduce((sum, { replies }) => sum + replies, 0) - sumOf(cancelled))
}
