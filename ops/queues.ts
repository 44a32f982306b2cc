import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { minute, queueRetentionMs, second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

const counts = {
  visible: 'ApproximateNumberOfMessages',
  hidden: 'ApproximateNumberOfMessagesNotVisible',
  delayed: 'ApproximateNumberOfMessagesDelayed',
} as const satisfies Record<string, QueueAttributeName>

/** Reads the approximate numbers of messages in a queue. Those that a function works on are hidden, too. */
export const countMessages = async ({ aws }: Pick<Deployment, 'aws'>, QueueUrl: string) => {
  const question = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: Object.values(counts) })
  const { Attributes = {} } = await aws.sqs.send(question)
  const countOf = (name: keyof typeof counts): number => Number(Attributes[counts[name]] ?? 0)
  return { visible: countOf('visible'), hidden: countOf('hidden'), delayed: countOf('delayed') }
}

/** Reads the approximate number of all messages in a queue. */
export const messagesIn = async (deployment: Pick<Deployment, 'aws'>, queueUrl: string): Promise<number> => {
  const { visible, hidden, delayed } = await countMessages(deployment, queueUrl)
  return visible + hidden + delayed
}

/** The dead-letter queues, by what is in them. `undelivered` holds what SNS could not deliver to the inbound queue. */
export const deadLetterQueues = ['texts', 'replies', 'undelivered'] as const
export type DeadLetterQueue = (typeof deadLetterQueues)[number]

export const urlOf = ({ outputs }: Pick<Deployment, 'outputs'>, queue: DeadLetterQueue): string =>
  ({
    texts: outputs.InboundDeadLettersUrl,
    replies: outputs.RepliesDeadLettersUrl,
    undelivered: outputs.SubscriptionDeadLettersUrl,
  })[queue]

/** How long SQS hides a message that was read, so that the next receive returns others. */
const hiddenMs = 1 * minute

/** The most messages that SQS returns, or accepts, in one request. */
const batchSize = 10

/** Reads each message once, shows those again that `visit` has kept, and returns how many it read. */
export const scanQueue = async (
  { sqs }: Pick<Deployment['aws'], 'sqs'>,
  QueueUrl: string,
  visit: (message: Message) => Promise<'kept' | 'deleted'>,
): Promise<number> => {
  // Only long polling queries all servers of SQS (developer guide, short and long polling).
  const receive = new ReceiveMessageCommand({
    QueueUrl,
    MaxNumberOfMessages: batchSize,
    WaitTimeSeconds: 1,
    VisibilityTimeout: hiddenMs / second,
    MessageSystemAttributeNames: ['SentTimestamp'],
  })
  const seen = new Set<string>()
  const hidden: Message[] = []
  for (;;) {
    const { Messages = [] } = await sqs.send(receive)
    const unseen = Messages.filter(({ MessageId = '' }) => !seen.has(MessageId))
    // Either no message is visible, or the first ones have become visible again.
    if (unseen.length === 0) break
    for (const message of unseen) {
      seen.add(message.MessageId ?? '')
      if ((await visit(message)) === 'kept') hidden.push(message)
    }
  }
  for (let i = 0; i < hidden.length; i += batchSize) {
    const Entries = hidden
      .slice(i, i + batchSize)
      .map(({ ReceiptHandle }, n) => ({ Id: String(n), ReceiptHandle, VisibilityTimeout: 0 }))
    await sqs.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl, Entries }))
  }
  return seen.size
}

/** When all that is queued now has left its queue, which only functions can read. */
export const queuedUntil = ({ now }: Pick<Deployment, 'now'>): string =>
  new Date(now() + queueRetentionMs).toISOString()
