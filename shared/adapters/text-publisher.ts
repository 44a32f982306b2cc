import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { beatMessage } from '../rules/beat.ts'
import type { InboundPayload } from '../rules/inbound-text.ts'
import { withinStoreTimeout } from './lambda.ts'

/** Publishes texts to the inbound topic. Publishing one twice is harmless, because it is recognised by its id. */
export type TextPublisher = { readonly publish: (payload: InboundPayload) => Promise<void> }

export const createTextPublisher = (TopicArn: string) => {
  const client = new SNSClient({ ...withinStoreTimeout(), maxAttempts: 2 })
  const publish = async (Message: string): Promise<void> => {
    await client.send(new PublishCommand({ TopicArn, Message }))
  }
  return {
    publish: (payload: InboundPayload) => publish(JSON.stringify(payload)),
    publishBeat: () => publish(beatMessage),
  }
}
