import { CreateTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb'
import { CreateTopicCommand, SubscribeCommand } from '@aws-sdk/client-sns'
import { CreateQueueCommand } from '@aws-sdk/client-sqs'

import type { Clients } from './clients.ts'
import { table } from './dynamodb/resources.ts'
import { subscription, topic } from './sns/resources.ts'
import { type QueueProperties, queue } from './sqs/resources.ts'
import type { Stack } from './template/stack.ts'

/** Creates the tables, topics, queues and subscriptions of the stack, ready for use. */
export const createResources = async (stack: Stack, { dynamodb, sqs, sns }: Clients): Promise<void> => {
  for (const { ref, properties } of stack.all(table)) {
    const { AttributeDefinitions, KeySchema, BillingMode } = properties
    await dynamodb.send(new CreateTableCommand({ TableName: ref, AttributeDefinitions, KeySchema, BillingMode }))
    await waitUntilTableExists({ client: dynamodb, maxWaitTime: 10, minDelay: 0.01, maxDelay: 0.1 }, { TableName: ref })
  }
  for (const { attributes, properties } of stack.all(queue))
    await sqs.send(
      new CreateQueueCommand({ QueueName: attributes['QueueName'], Attributes: queueAttributes(properties) }),
    )
  for (const { attributes } of stack.all(topic))
    await sns.send(new CreateTopicCommand({ Name: attributes['TopicName'] }))
  for (const { properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery } = properties
    // Nobody is to be woken by a laptop.
    if (Protocol === 'email') continue
    const Attributes = { RawMessageDelivery: String(RawMessageDelivery) }
    await sns.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))
  }
}

/** SQS takes every attribute as a text. */
const queueAttributes = (properties: QueueProperties): Record<string, string> =>
  Object.fromEntries(
    Object.entries(properties).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, typeof value === 'object' ? JSON.stringify(value) : String(value)]],
    ),
  )
