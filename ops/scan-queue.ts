import { ChangeMessageVisibilityBatchCommand, type Message, ReceiveMessageCommand } from '@aws-sdk/client-sqs'

import { minute, second } from '../shared/rules/timing.ts'
import type { Deployment } from './deployment.ts'

/** How long SQS hides a message that was looked at, so that the others come up. If this ends early, it is visible again by itself. */
const hiddenMs = 1 * minute

/** The most that SQS gives, and takes, at a time. */
const batchSize = 10

/**
 * Looks at the messages of a queue, each once, and makes them visible again at the end; `look` says whether one is gone for good. Gives
 * how many were seen, which is not all when something else holds some.
 */
export const scanQueue = async (
  { sqs }: Pick<Deployment['aws'], 'sqs'>,
  QueueUrl: string,
  visit: (message: Message) => Promise<'kept' | 'deleted'>,
): Promise<number> => {
  // Only a receive that waits asks all servers of SQS (developer guide, short and long polling).
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
    // Nothing is left, or the first ones come up again.
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
