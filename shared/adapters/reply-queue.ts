import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SendMessageCommand,
  type SQSClient,
} from '@aws-sdk/client-sqs'
import { batchCalls } from '../batch-calls.ts'
import { NamedError } from '../named-error.ts'
import type { ReplyQueue, TextQueue } from '../ports.ts'
import type { QueuedReply } from '../rules/queued-reply.ts'

/** Signs every reply that is put into SQS. Replies put at the same time share a request. */
export const createReplyQueue = (
  client: SQSClient,
  QueueUrl: string,
  sign: (reply: QueuedReply) => string,
): ReplyQueue => {
  const put = batchCalls<QueuedReply, 'put' | 'failed'>({
    // The limit of SendMessageBatch.
    most: 10,
    kindOf: () => 'reply',
    ask: async (replies) => {
      const bodies = replies.map(sign)
      if (bodies.length === 1) {
        await client.send(new SendMessageCommand({ QueueUrl, MessageBody: bodies[0] }))
        return ['put']
      }
      const Entries = bodies.map((MessageBody, i) => ({ Id: String(i), MessageBody }))
      const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }))
      return bodies.map((_, i) => (Failed.some(({ Id }) => Id === String(i)) ? 'failed' : 'put'))
    },
  })
  return {
    put: async (reply) => {
      if ((await put(reply)) === 'failed') throw new NamedError('QueueRefused', 'SQS did not take the reply')
    },
    ...createTextQueue(client, QueueUrl),
  }
}

export const createTextQueue = (client: SQSClient, QueueUrl: string): TextQueue => ({
  hide: async (ReceiptHandle, ms) => {
    const VisibilityTimeout = Math.ceil(ms / 1000)
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
  },
})
