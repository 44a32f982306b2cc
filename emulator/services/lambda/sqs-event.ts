import type { Message } from '@aws-sdk/client-sqs'
import { z } from 'zod'

/** The event that Lambda creates from SQS messages (developer guide, Lambda with SQS). */
export const sqsEvent = (messages: readonly Message[], queueArn: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    // Nothing here sends message attributes.
    messageAttributes: {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  })),
})

/**
 * The ids of messages that stay in the queue, according to the handler's response (developer guide, partial batch responses). No
 * response, `null` and an empty list mean that all messages are processed. If the response is invalid or names a message from
 * outside the batch, all messages stay.
 */
export const unfinishedMessages = (payload: string, messageIds: readonly string[]): readonly string[] => {
  const answer = batchResponse.safeParse(JSON.parse(payload))
  const named = answer.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? []
  return answer.success && named.every((id) => messageIds.includes(id)) ? named : messageIds
}

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable()
