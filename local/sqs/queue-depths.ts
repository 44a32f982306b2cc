import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs'

import type { MetricStore } from '../cloudwatch/metrics.ts'
import type { Stack } from '../template/stack.ts'
import { queue } from './resources.ts'

/** By the names that CloudWatch gives them (SQS developer guide, available metrics). */
const attributes: { readonly [name: string]: QueueAttributeName } = {
  ApproximateNumberOfMessagesVisible: 'ApproximateNumberOfMessages',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
}

/** Counts the messages in every queue of the stack, whenever it is called. */
export const createDepthRecorder = ({ record }: Pick<MetricStore, 'record'>, stack: Stack, sqs: SQSClient) => {
  const queues = stack.all(queue).map(({ ref, attributes }) => ({ url: ref, name: attributes['QueueName'] ?? '' }))
  return async (now: number): Promise<void> => {
    const ask = async (QueueUrl: string) =>
      (await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: Object.values(attributes) })))
        .Attributes
    await Promise.all(
      queues.map(async ({ url, name: QueueName }) => {
        const counted = await ask(url)
        for (const [name, attribute] of Object.entries(attributes))
          record({ namespace: 'AWS/SQS', name, dimensions: { QueueName } }, [Number(counted?.[attribute] ?? 0)], now)
      }),
    )
  }
}
