import { paginateScan } from '@aws-sdk/client-dynamodb'
import type { Claim, ClaimStore } from '../shared/ports.ts'
import { isBeatId } from '../shared/rules/beat.ts'
import { type Cancellation, isCancelled, mostCancellations, reachesAhead } from '../shared/rules/cancellations.ts'
import { metricNames } from '../shared/rules/telemetry.ts'
import { minute, publishMarginMs } from '../shared/rules/timing.ts'
import { cancellationsKeptMs, createCancellationStore } from '../shared/stores/dynamodb/cancellation-store.ts'
import { createClaimStore } from '../shared/stores/dynamodb/claim-store.ts'
import { senderFromItem, senderPrefix } from '../shared/stores/dynamodb/sender-store.ts'
import { countBy, readMetrics, sumOf } from './cloudwatch.ts'
import { type Deployment, tableOf } from './deployment.ts'
import { isoOf } from './words.ts'

/** A reply that was promised at `at` but is not settled, so it may still be sent. */
export type Pending = { readonly senderKey: string; readonly inboundId: string; readonly at: number }

/** Finds the pending replies that were promised from `after` on and before `before`, by a scan of the whole table. */
export const findPending = async (deployment: Deployment, after: number, before: number) => {
  const cancellations = await readCancellations(deployment)
  const promised: Pending[] = []
  for await (const { Items = [] } of pagesOfSenders(deployment))
    for (const item of Items) {
      const senderKey = item['pk']?.S?.slice(senderPrefix.length) ?? ''
      for (const [inboundId, { at }] of senderFromItem(item).record.replies)
        if (at >= after && at < before && !isBeatId(inboundId)) promised.push({ senderKey, inboundId, at })
    }
  const wanted = promised.filter(({ at }) => !isCancelled(at, cancellations, newestOf(promised)))
  return unsettled(claimsOf(deployment), wanted, deployment.now())
}

/** When the newest of some replies was promised, by the clock of the function that did; 0 if there are none. */
export const newestOf = (replies: readonly Pending[]): number => replies.reduce((max, { at }) => Math.max(max, at), 0)

const concurrency = 20

/** The replies that may still be sent. One with a recent claim is being sent, but may be refused. */
const unsettled = async (claims: Pick<ClaimStore, 'read'>, replies: readonly Pending[], now: number) => {
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

type Span = Pick<Cancellation, 'after' | 'before'>

/** Cancels replies promised from `after` on and before `before`. Returns how many of `pending` still waited. */
export const cancel = async (deployment: Deployment, pending: readonly Pending[], span: Span) => {
  const decidedAt = deployment.now()
  const { length: cancelled } = await unsettled(claimsOf(deployment), pending, decidedAt)
  if (cancelled === 0) return { cancelled }
  const { dropped } = await cancellationsOf(deployment).add({ ...span, decidedAt, replies: cancelled })
  return { cancelled, ...(dropped > 0 && { droppedNotes: dropped }) }
}

const claimsOf = (deployment: Deployment) => createClaimStore(tableOf(deployment))

const cancellationsOf = (deployment: Deployment) => createCancellationStore(tableOf(deployment))

/** A note of cancel-pending as people read it, with moments in ISO 8601, and whether it counts. */
export type CancellationNote = {
  readonly after: string
  readonly before: string
  readonly decidedAt: string
  readonly replies: number
  readonly ignored: 'reaches ahead' | 'too many' | false
}

export const notesOf = (cancellations: readonly Cancellation[], now: number): readonly CancellationNote[] =>
  cancellations.map((one, i) => ({
    after: isoOf(one.after),
    before: isoOf(one.before),
    decidedAt: isoOf(one.decidedAt),
    replies: one.replies,
    ignored: reachesAhead(one, now) ? 'reaches ahead' : i < cancellations.length - mostCancellations && 'too many',
  }))

/** All notes of cancel-pending that are stored, the newest last. */
export const readCancellations = (deployment: Deployment): Promise<readonly Cancellation[]> =>
  cancellationsOf(deployment).read()

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

/** How many replies that cancel-pending has cancelled still wait: send-reply counts each when it is due. */
export const countCancelled = async (deployment: Deployment, cancellations: readonly Cancellation[]) => {
  const [first] = cancellations
  if (first === undefined) return 0
  const now = deployment.now()
  const since = Math.min(now, Math.max(now - cancellationsKeptMs, first.decidedAt))
  const wanted = { cancelled: countBy(deployment, metricNames.repliesCancelled) }
  const { cancelled } = await readMetrics(deployment, wanted, since - (since % minute), minute)
  return Math.max(0, cancellations.reduce((sum, { replies }) => sum + replies, 0) - sumOf(cancelled))
}
