import type { Message } from '@aws-sdk/client-sqs'
import { z } from 'zod'

/** The event that Lambda makes of messages (developer guide, Lambda with SQS). */
export const sqsEvent = (messages: readonly Message[], queueArn: string) => ({
  Records: messages.map((message) => ({
    messageId: message.MessageId,
    receiptHandle: message.ReceiptHandle,
    body: message.Body,
    attributes: message.Attributes,
    // No message here has attributes of its own.
    messageAttributes: {},
    md5OfBody: message.MD5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: queueArn.split(':')[3],
  })),
})

/**
 * The messages that a handler's answer leaves in the queue (developer guide, partial batch responses): those it names.
 * No answer, `null` and an empty list name none. One that can't be understood, or names a message that was not in the batch, leaves all.
 */
export const unfinishedMessages = (payload: string, messageIds: readonly string[]): readonly string[] => {
  const answer = batchResponse.safeParse(JSON.parse(payload))
  const named = answer.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier) ?? []
  return answer.success && named.every((id) => messageIds.includes(id)) ? named : messageIds
}

const batchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string() })).nullish() })
  .nullable()
