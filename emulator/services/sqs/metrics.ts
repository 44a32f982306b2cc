import { GetQueueAttributesCommand, type QueueAttributeName, type SQSClient } from '@aws-sdk/client-sqs'

import { type AnsweredCall, textParameter } from '../../endpoint/call.ts'
import type { RecordMetric } from '../../metric.ts'
import type { Stack } from '../../template/stack.ts'
import { queue } from './resources.ts'

/** For each action, the metric and the list in the response that has one entry for each message. */
const counts: { readonly [action: string]: readonly [name: string, list?: string] } = {
  SendMessage: ['NumberOfMessagesSent'],
  SendMessageBatch: ['NumberOfMessagesSent', 'Successful'],
  ReceiveMessage: ['NumberOfMessagesReceived', 'Messages'],
  DeleteMessage: ['NumberOfMessagesDeleted'],
  DeleteMessageBatch: ['NumberOfMessagesDeleted', 'Successful'],
}

export const recordQueueMetrics = (record: RecordMetric, { call, answer }: AnsweredCall, now: number): void => {
  if (answer.status !== 200) return
  const [name, list] = counts[call.action] ?? []
  if (name === undefined) return
  const messages: unknown = list === undefined ? [1] : JSON.parse(answer.body)[list]
  const dimensions = { QueueName: textParameter(call, 'QueueUrl').split('/').at(-1) ?? '' }
  record({ namespace: 'AWS/SQS', name, dimensions }, [Array.isArray(messages) ? messages.length : 0], now)
}

/** The queue attributes, by the names of their metrics in CloudWatch (SQS developer guide, available metrics). */
const attributes: { readonly [name: string]: QueueAttributeName } = {
  ApproximateNumberOfMessagesVisible: 'ApproximateNumberOfMessages',
  ApproximateNumberOfMessagesNotVisible: 'ApproximateNumberOfMessagesNotVisible',
}

/** Returns a function that records the number of messages in every queue of the stack. */
export const createDepthRecorder = (record: RecordMetric, stack: Stack, sqs: SQSClient) => {
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
