import * as z from 'zod/mini'
import { parseJson } from './parse-json.ts'
import { judgedPart } from './words.ts'

/**
 * The id of a text or a call. It becomes part of table keys and log lines, so its length and characters are limited.
 * AWS's example is a UUID (End User Messaging guide, two-way SMS payload); no document says that all are. `__proto__`
 * is no id, since JavaScript that copies a map of ids may lose that name.
 */
export const messageId = z.string().check(z.regex(/^(?!__proto__$)[\w:.-]{1,128}$/))

/** A message that an SNS topic delivered to a queue. `publishedAt` is in milliseconds. */
export type Notification = { readonly topicArn: string; readonly message: string; readonly publishedAt: number }

const envelope = z.object({ TopicArn: z.optional(z.string()), Message: z.string(), Timestamp: z.iso.datetime() })

/** Reads the SNS envelope in an SQS message (developer guide, SNS message format); undefined for anything else. */
export const readNotification = (body: string): Notification | undefined => {
  const { data } = envelope.safeParse(parseJson(body))
  return data && { topicArn: data.TopicArn ?? '', message: data.Message, publishedAt: Date.parse(data.Timestamp) }
}

/**
 * Returns whether a message is a sentence for people. Amazon SES publishes one when a topic becomes a destination
 * ("Successfully validated SNS topic …"); End User Messaging may. A message that begins like JSON is none, even if it
 * is broken: a text may be lost in it.
 */
export const isNotice = ({ message }: Notification): boolean => !/^\s*[{[]/.test(message)

/**
 * A text that a line received, or a call, which has an empty `text`. Of a long text only the
 * beginning is kept (`judgedPart`). `publishedAt` (in milliseconds) is when it reached
 * SNS. `sentAt` is the same, or earlier if a phone or carrier says that it got the text before.
 */
export type InboundText = {
  readonly inboundId: string
  readonly sender: string
  readonly line: string
  readonly text: string
  readonly sentAt: number
  readonly publishedAt: number
  /** The address to which the reply goes, if not the sender's number. */
  readonly replyTo?: string
  /** The sender's country, if `sender` is not a phone number but an id that tells the country. */
  readonly country?: string
  /** The carrier's deadline for a reply, in milliseconds, if it has one. */
  readonly answerBy?: number
}

/** The most characters in one SMS: 255 joined parts of 153 characters. */
export const longestText = 255 * 153

/** Adds a plus that is missing to what may be a whole number: a national one begins with 0, a short code is shorter. */
const withPlus = (number: string): string => number.replace(/^(?=[1-9]\d{7,14}$)/, '+')

/** Only the fields that are used are required (End User Messaging guide, two-way SMS payload). */
const payload = z.object({
  originationNumber: z.string().check(z.maxLength(64)),
  destinationNumber: z.string().check(z.maxLength(64)),
  messageBody: z.string().check(z.maxLength(longestText)),
  inboundMessageId: messageId,
})

/** The time at which a phone or another carrier received the text, and that carrier's deadline for a reply. */
const receipt = z.object({ receivedAt: z.iso.datetime(), answerBy: z.optional(z.iso.datetime()) })

/** A text as it is published to the inbound topic. Texts from AWS have neither `receivedAt` nor `answerBy`. */
export type InboundPayload = z.infer<typeof payload> & Partial<z.infer<typeof receipt>>

/** Reads a text that End User Messaging or a carrier's function published; undefined for anything else. */
export const readInboundText = ({ message, publishedAt }: Notification): InboundText | undefined => {
  const json = parseJson(message)
  const { data: inbound } = payload.safeParse(json)
  if (inbound === undefined) return undefined
  const { receivedAt, answerBy } = receipt.safeParse(json).data ?? {}
  return {
    inboundId: inbound.inboundMessageId,
    sender: withPlus(inbound.originationNumber),
    line: withPlus(inbound.destinationNumber),
    text: judgedPart(inbound.messageBody),
    sentAt: receivedAt === undefined ? publishedAt : Math.min(publishedAt, Date.parse(receivedAt)),
    publishedAt,
    ...(answerBy !== undefined && { answerBy: Date.parse(answerBy) }),
  }
}
