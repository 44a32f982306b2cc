import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs'

import type { Deployment } from './deployment.ts'

/** Visible messages, messages in flight, and delayed messages. */
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
