import type { Queue } from 'aws-cdk-lib/aws-sqs'

import type { QueueWithDeadLetters } from '../queues.ts'
import type { MonitoringWords } from './words/english.ts'

type Queues = {
  readonly texts: QueueWithDeadLetters
  readonly replies: QueueWithDeadLetters
  readonly subscriptionDeadLetters: Queue
}

/** The number of messages in the dead-letter queues of both queues and of the subscription. */
export const deadLetterCounts = (
  { texts, replies, subscriptionDeadLetters }: Queues,
  labels: MonitoringWords['labels'],
) => {
  const count = (queue: Queue, label: string) =>
    queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum', label })
  return {
    texts: count(texts.deadLetters, labels.texts),
    replies: count(replies.deadLetters, labels.replies),
    undelivered: count(subscriptionDeadLetters, labels.undelivered),
  }
}
