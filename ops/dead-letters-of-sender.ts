import { DeleteMessageCommand } from '@aws-sdk/client-sqs'
import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import { z } from 'zod'
import { Refusal } from '../settings/refusal.ts'
import { parseJson } from '../shared/rules/parse-json.ts'
import { deadLetterRetentionMs } from '../shared/rules/timing.ts'
import type { Operations } from './carrier.ts'
import type { Deployment } from './deployment.ts'
import { type DeadLetterQueue, deadLetterQueues, messagesIn, scanQueue, urlOf } from './queues.ts'
import type { SenderWords } from './sender-words.ts'
import { momentOf } from './words.ts'

/** How many dead letters are about one sender, by kind, in all queues together. */
export type SenderDeadLetters = { readonly [kind in DeadLetterKind]: number } & {
  /** About how many dead letters could not be read, whoever they are about. */
  readonly unseen: number
  /** When SQS deletes the last of the dead letters that were found and kept, in ISO 8601. */
  readonly keptUntil?: string
}

/** Describes in one line how many there are, and whether they were deleted or until when they are kept. */
export const describeDeadLetters = ({ texts, replies, reports, keptUntil }: SenderDeadLetters, words: SenderWords) =>
  words.deadLetters(texts, replies, reports, keptUntil && momentOf(keptUntil))

/** Throws a `Refusal` if some dead letters could not be read, because they may be about the sender. */
export const assertAllSeen = ({ unseen }: SenderDeadLetters, words: SenderWords): void => {
  if (unseen > 0) throw new Refusal(words.unseen(unseen))
}

type Found = { readonly kind: DeadLetterKind; readonly sentAt: number }

/** Counts the dead letters about a sender, and keeps them in their queues or deletes each as soon as it is found. */
export const searchDeadLetters = async (
  deployment: Deployment,
  operations: Operations,
  number: string,
  action: 'keep' | 'delete',
): Promise<SenderDeadLetters> => {
  const kindOf = (body: string) => deadLetterKind(body, number, operations)
  const searches = deadLetterQueues.map((queue) => searchQueue(deployment, queue, kindOf, action))
  // If one search fails, wait for the others before the error is shown, so that nothing is deleted after that.
  await Promise.allSettled(searches)
  const searched = await Promise.all(searches)
  const found = searched.flatMap((one) => one.found)
  // A dead letter keeps its timestamp (SQS developer guide, dead-letter queue retention).
  const lastSent = Math.max(...found.map(({ sentAt }) => sentAt))
  const ofKind = (wanted: DeadLetterKind) => found.filter(({ kind }) => kind === wanted).length
  return {
    texts: ofKind('texts'),
    replies: ofKind('replies'),
    reports: ofKind('reports'),
    unseen: searched.reduce((sum, { unseen }) => sum + unseen, 0),
    ...(action === 'keep' &&
      found.length > 0 && { keptUntil: new Date(lastSent + deadLetterRetentionMs).toISOString() }),
  }
}

const searchQueue = async (
  deployment: Deployment,
  queue: DeadLetterQueue,
  kindOf: (body: string) => DeadLetterKind | undefined,
  action: 'keep' | 'delete',
) => {
  const { aws } = deployment
  const QueueUrl = urlOf(deployment, queue)
  const expected = await messagesIn(deployment, QueueUrl)
  const found: Found[] = []
  const seen = await scanQueue(aws, QueueUrl, async ({ Body = '', ReceiptHandle, Attributes }) => {
    const kind = kindOf(Body)
    if (kind === undefined) return 'kept'
    if (action === 'delete') await aws.sqs.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }))
    found.push({ kind, sentAt: Number(Attributes?.SentTimestamp ?? 0) })
    return action === 'delete' ? 'deleted' : 'kept'
  })
  return { found, unseen: Math.max(0, expected - seen) }
}

/** What a dead letter is from a sender's point of view: their text, our reply to it, or a report about a reply. */
type DeadLetterKind = 'texts' | 'replies' | 'reports'

/** The field with the sender's number. End User Messaging documents those of texts and reports. */
const fields: readonly (readonly [kind: DeadLetterKind, field: string])[] = [
  ['texts', 'originationNumber'],
  ['replies', 'sender'],
  ['reports', 'destinationPhoneNumber'],
]

/**
 * The kind of a dead letter about this sender, undefined if about somebody else. It requires less of a message than
 * functions do, which may be unable to read it. Whether what SNS could not deliver has an SNS envelope isn't
 * documented, so both forms are read.
 */
const deadLetterKind = (body: string, number: string, operations: Operations): DeadLetterKind | undefined => {
  const outer = parseJson(body)
  const { data: envelope } = z.object({ Message: z.string() }).safeParse(outer)
  const contents = [outer, envelope && parseJson(envelope.Message)]
  const [own] = fields.find(([, field]) => contents.some((content) => holds(content, field, number))) ?? []
  const ofCarriers = Object.values(operations).flatMap((carrier) =>
    contents.flatMap((content) => carrier.deadLetterKind?.(content, number) ?? []),
  )
  return own ?? ofCarriers[0]
}

/** Compares parsed numbers, because one number can be written in several ways. */
const holds = (content: unknown, field: string, number: string): boolean => {
  const { data } = z.object({ [field]: z.string() }).safeParse(content)
  return parsePhoneNumberFromString(data?.[field] ?? '')?.number === number
}
