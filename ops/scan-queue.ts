import { ChangeMessageVisibilityBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import { minute, second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

/**
 * How long SQS hides a message that was read, so that the next receive returns other messages. If this process ends early, the message
 * becomes visible again after that time.
 */
const hiddenMs = 1 * minute

/** The most messages that SQS returns, or accepts, in one request. */
const batchSize = 10

/**
 * Reads each message of a queue once, and makes it visible again at the end unless `visit` has deleted it. Returns how many messages were
 * read. That is fewer than the queue holds if another consumer has received some.
 */
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
