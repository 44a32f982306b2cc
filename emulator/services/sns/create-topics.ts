import { CreateTopicCommand, type SNSClient, SubscribeCommand } from '@aws-sdk/client-sns'

import type { Stack } from '../../template/stack.ts'
import { subscription, topic } from './resources.ts'

/** Creates the topics of a stack, and subscribes queues to them. */
export const createTopics = async (stack: Stack, client: SNSClient): Promise<void> => {
  for (const { attributes } of stack.all(topic))
    await client.send(new CreateTopicCommand({ Name: attributes['TopicName'] }))
  for (const { properties } of stack.all(subscription)) {
    const { TopicArn, Protocol, Endpoint, RawMessageDelivery } = properties
    // The embedded cloud sends no e-mails.
    if (Protocol === 'email') continue
    const Attributes = { RawMessageDelivery: String(RawMessageDelivery) }
    await client.send(new SubscribeCommand({ TopicArn, Protocol, Endpoint, Attributes }))
  }
}
