import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
} from '@aws-sdk/client-sqs'
import { minute, queueRetentionMs, second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

const counts: readonly QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
]

/** The approximate number of messages in a queue. */
export const messagesIn = async ({ aws }: Pick<Deployment, 'aws'>, QueueUrl: string): Promise<number> => {
  const question = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] })
  const { Attributes = {} } = await aws.sqs.send(question)
  return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
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
