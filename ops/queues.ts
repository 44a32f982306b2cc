import { GetQueueAttributesCommand, type QueueAttributeName } from '@aws-sdk/client-sqs'

import type { Deployment } from './deployment.ts'

/** Messages that can be received, and those that are held or being handled. */
const counts: readonly QueueAttributeName[] = [
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
]

/** About how many messages a queue holds. */
export const messagesIn = async ({ aws }: Pick<Deployment, 'aws'>, QueueUrl: string): Promise<number> => {
  const question = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: [...counts] })
  const { Attributes = {} } = await aws.sqs.send(question)
  return counts.reduce((sum, name) => sum + Number(Attributes[name] ?? 0), 0)
}

/** The queues of what could not be handled, by what is in them. */
export const deadLetterQueues = ['texts', 'replies', 'undelivered'] as const
export type DeadLetterQueue = (typeof deadLetterQueues)[number]

export const urlOf = ({ outputs }: Pick<Deployment, 'outputs'>, queue: DeadLetterQueue): string =>
  ({
    texts: outputs.InboundDeadLettersUrl,
    replies: outputs.RepliesDeadLettersUrl,
    undelivered: outputs.SubscriptionDeadLettersUrl,
  })[queue]
