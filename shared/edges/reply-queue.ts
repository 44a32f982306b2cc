import { ChangeMessageVisibilityCommand, SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs'

import type { ReplyQueue } from '../ports/reply-queue.ts'

export const createReplyQueue = (client: SQSClient, QueueUrl: string): ReplyQueue => ({
  put: async (reply) => {
    await client.send(new SendMessageCommand({ QueueUrl, MessageBody: JSON.stringify(reply) }))
  },
  hold: async (ReceiptHandle, ms) => {
    const VisibilityTimeout = Math.ceil(ms / 1000)
    await client.send(new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }))
  },
})
