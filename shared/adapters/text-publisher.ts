import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import type { InboundPayload } from '../rules/inbound-text.ts'
import { withinStoreTimeout } from './lambda.ts'

/** Publishes texts to the inbound topic. Publishing one twice is harmless, because it is recognised by its id. */
export type TextPublisher = { readonly publish: (payload: InboundPayload) => Promise<void> }

export const createTextPublisher = (TopicArn: string): TextPublisher => {
  const client = new SNSClient({ ...withinStoreTimeout(), maxAttempts: 2 })
  return {
    publish: async (payload) => {
      await client.send(new PublishCommand({ TopicArn, Message: JSON.stringify(payload) }))
    },
  }
}
