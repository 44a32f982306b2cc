import { DeleteMessageCommand } from '@aws-sdk/client-sqs'

import { Refusal } from '../settings/refusal.ts'
import { deadLetterRetentionMs } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'
import { type LetterKind, letterKind } from './letter-kind.ts'
import { lookThrough } from './look-through.ts'
import { type DeadLetterQueue, deadLetterQueues, messagesIn, urlOf } from './queues.ts'
import { counted, momentOf } from './words.ts'

/** What lies of a sender among the dead letters of all queues. */
export type Letters = { readonly [kind in LetterKind]: number } & {
  /** About how many dead letters could not be looked at, whoever they are about. */
  readonly unseen: number
  /** When the last of those that were found and are left goes by itself, in ISO 8601. */
  readonly keptUntil?: string
}

/** Looks through all dead letters, and leaves them there. */
export const findLetters = (deployment: Deployment, number: string): Promise<Letters> =>
  search(deployment, number, 'stays')

/** Deletes those of a sender, each as it is found. */
export const deleteLetters = (deployment: Deployment, number: string): Promise<Letters> =>
  search(deployment, number, 'gone')

/** In one line, with what becomes of them, or has. */
export const describeLetters = ({ texts, replies, reports, keptUntil }: Letters): string => {
  const kinds = [
    ...(texts === 0 ? [] : [counted(texts, 'text', 'texts')]),
    ...(replies === 0 ? [] : [counted(replies, 'reply', 'replies')]),
    ...(reports === 0 ? [] : [counted(reports, 'report', 'reports')]),
  ]
  const fate = keptUntil === undefined ? 'deleted' : `kept until ${momentOf(keptUntil)}`
  return `Dead letters: ${kinds.length === 0 ? 'none' : `${kinds.join(', ')}; ${fate}`}.`
}

/** Throws a `Refusal` when some could not be looked at, which may be the sender's. */
export const assertAllSeen = ({ unseen }: Letters): void => {
  if (unseen === 0) return
  const more = `${counted(unseen, 'dead letter', 'dead letters')} more`
  throw new Refusal(
    `AWS counts about ${more} than could be looked at, as if something else held them: do this again in a minute.`,
  )
}

type Fate = 'stays' | 'gone'
type Found = { readonly kind: LetterKind; readonly sentAt: number }

const search = async (deployment: Deployment, number: string, fate: Fate): Promise<Letters> => {
  const searches = deadLetterQueues.map((queue) => searchQueue(deployment, queue, number, fate))
  // Nothing is deleted any more when somebody reads that one of them failed.
  await Promise.allSettled(searches)
  const searched = await Promise.all(searches)
  const found = searched.flatMap((one) => one.found)
  const ofKind = (wanted: LetterKind) => found.filter(({ kind }) => kind === wanted).length
  return {
    texts: ofKind('texts'),
    replies: ofKind('replies'),
    reports: ofKind('reports'),
    unseen: searched.reduce((sum, { unseen }) => sum + unseen, 0),
    ...(fate === 'stays' && found.length > 0 && { keptUntil: new Date(endOf(found)).toISOString() }),
  }
}

/** A message keeps the time of its first queue when it is moved (SQS developer guide, dead-letter queue retention). */
const endOf = (found: readonly Found[]): number =>
  Math.max(...found.map(({ sentAt }) => sentAt)) + deadLetterRetentionMs

const searchQueue = async (deployment: Deployment, queue: DeadLetterQueue, number: string, fate: Fate) => {
  const { aws } = deployment
  const QueueUrl = urlOf(deployment, queue)
  const expected = await messagesIn(deployment, QueueUrl)
  const found: Found[] = []
  const seen = await lookThrough(aws, QueueUrl, async ({ Body = '', ReceiptHandle, Attributes }) => {
    const kind = letterKind(Body, number)
    if (kind === undefined) return 'stays'
    if (fate === 'gone') await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    found.push({ kind, sentAt: Number(Attributes?.SentTimestamp ?? 0) })
    return fate
  })
  return { found, unseen: Math.max(0, expected - seen) }
}
