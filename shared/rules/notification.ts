import * as z from 'zod/mini'

import { parseJson } from './parse-json.ts'

/** What a topic of SNS delivered to a queue. `publishedAt` is in milliseconds. */
export type Notification = { readonly topicArn: string; readonly message: string; readonly publishedAt: number }

const envelope = z.object({ TopicArn: z.optional(z.string()), Message: z.string(), Timestamp: z.iso.datetime() })

/** Reads the body of an SQS message that SNS filled (developer guide, Amazon SNS message format); undefined if it is anything else. */
export const readNotification = (body: string): Notification | undefined => {
  const { data } = envelope.safeParse(parseJson(body))
  return data && { topicArn: data.TopicArn ?? '', message: data.Message, publishedAt: Date.parse(data.Timestamp) }
}
