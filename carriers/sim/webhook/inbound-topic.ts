import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns'

import type { InboundTopic } from './ports.ts'

export const createInboundTopic = (client: SNSClient, TopicArn: string): InboundTopic => ({
  publish: async (payload) => {
    await client.send(new PublishCommand({ TopicArn, Message: JSON.stringify(payload) }))
  },
})
