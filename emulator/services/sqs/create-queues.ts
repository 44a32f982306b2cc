import { CreateQueueCommand, type SQSClient } from '@aws-sdk/client-sqs'

import type { Stack } from '../../template/stack.ts'
import { type QueueProperties, queue } from './resources.ts'

export const createQueues = async (stack: Stack, client: SQSClient): Promise<void> => {
  for (const { attributes, properties } of stack.all(queue))
    await client.send(
      new CreateQueueCommand({ QueueName: attributes['QueueName'], Attributes: queueAttributes(properties) }),
    )
}

/** SQS takes the values of all attributes as strings. */
const queueAttributes = (properties: QueueProperties): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  )
