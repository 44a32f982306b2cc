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

/**
 * Whether a message is a sentence for people, which AWS may publish when a topic becomes a destination: Amazon SES does ("Successfully
 * validated SNS topic for Amazon SES event publishing."), and End User Messaging doesn't document whether it does. What begins like a
 * JSON object or list is no notice, even if it is broken, because a text or an event may be lost in it.
 */
export const isNotice = ({ message }: Notification): boolean => !/^\s*[{[]/.test(message)
