import * as z from 'zod/mini'

import { parseJson } from './parse-json.ts'

/** A message that an SNS topic delivered to a queue. `publishedAt` is in milliseconds. */
export type Notification = { readonly topicArn: string; readonly message: string; readonly publishedAt: number }

const envelope = z.object({ TopicArn: z.optional(z.string()), Message: z.string(), Timestamp: z.iso.datetime() })

/**
 * Reads the SNS envelope in the body of an SQS message (developer guide, Amazon SNS message format). Returns undefined for anything else.
 */
export const readNotification = (body: string): Notification | undefined => {
  const { data } = envelope.safeParse(parseJson(body))
  return data && { topicArn: data.TopicArn ?? '', message: data.Message, publishedAt: Date.parse(data.Timestamp) }
}
