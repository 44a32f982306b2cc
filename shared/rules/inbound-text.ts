import * as z from 'zod/mini'
import { parseJson } from './parse-json.ts'

/**
 * The id of a text or a call. It becomes part of table keys and log lines, so its length and characters are limited. AWS's example is a
 * UUID (End User Messaging guide, two-way SMS payload), but no document says that its ids always are, so other short ids are accepted too.
 * `__proto__` is not: ids are names in a sender's stored maps, and JavaScript that copies a map may lose that name.
 */
export const messageId = z.string().check(z.regex(/^(?!__proto__$)[\w:.-]{1,128}$/))

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

/**
 * A text that a line received, or a call, which has an empty `text`. Times are in milliseconds. `publishedAt` is the SNS timestamp, when the
 * first of our own systems took it. `sentAt` is the same, or the time at which a phone or carrier says that it received the text if that was
 * earlier.
 */
export type InboundText = {
  readonly inboundId: string
  readonly sender: string
  readonly line: string
  readonly text: string
  readonly sentAt: number
  readonly publishedAt: number
  /** Where the carrier takes the reply, if that is not the sender's number. */
  readonly replyTo?: string
  /** The sender's country, if `sender` is not a phone number but an id that tells the country. */
  readonly country?: string
  /** A second id of the sender, besides the phone number. */
  readonly senderId?: string
  /** When the carrier stops accepting a reply, in milliseconds. Without it there is no deadline. */
  readonly answerBy?: number
}

/** The most characters in one SMS: 255 joined parts of 153 characters. */
export const longestText = 255 * 153

/** Only the fields that are used are required (End User Messaging guide, two-way SMS payload). */
const payload = z.object({
  originationNumber: z.string().check(z.maxLength(64)),
  destinationNumber: z.string().check(z.maxLength(64)),
  messageBody: z.string().check(z.maxLength(longestText)),
  inboundMessageId: messageId,
})

/** When a phone or another carrier received the text, and when that carrier stops accepting a reply. */
const receipt = z.object({ receivedAt: z.iso.datetime(), answerBy: z.optional(z.iso.datetime()) })

/** A text as it is published to the inbound topic. Texts from AWS have neither `receivedAt` nor `answerBy`. */
export type InboundPayload = z.infer<typeof payload> & Partial<z.infer<typeof receipt>>

/** Reads a text that End User Messaging or another carrier's function published. Returns undefined for anything else. */
export const readInboundText = ({ message, publishedAt }: Notification): InboundText | undefined => {
  const json = parseJson(message)
  const { data: sms } = payload.safeParse(json)
  if (sms === undefined) return undefined
  const { receivedAt, answerBy } = receipt.safeParse(json).data ?? {}
  return {
    inboundId: sms.inboundMessageId,
    sender: sms.originationNumber,
    line: sms.destinationNumber,
    text: sms.messageBody,
    sentAt: receivedAt === undefined ? publishedAt : Math.min(publishedAt, Date.parse(receivedAt)),
    publishedAt,
    ...(answerBy !== undefined && { answerBy: Date.parse(answerBy) }),
  }
}
