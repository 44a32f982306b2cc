import * as z from 'zod/mini'

import { messageId } from './message-id.ts'
import type { Notification } from './notification.ts'
import { parseJson } from './parse-json.ts'

/** One text that a line received, or a call, which has no words. `sentAt` is the SNS time in milliseconds, or when a phone got it if that was earlier. */
export type InboundSms = {
  readonly inboundId: string
  readonly sender: string
  readonly line: string
  readonly text: string
  readonly sentAt: number
  /** The sender's country, if `sender` is an id that tells it and no number. */
  readonly country?: string
  /** An id that the sender has beside the number. */
  readonly senderId?: string
  /** Until when the carrier lets us answer, in milliseconds; for ever without it. */
  readonly answerBy?: number
}

/** 255 joined parts of 153 characters are the most that one SMS can be. */
export const longestText = 255 * 153

/** Only the fields used are required (End User Messaging guide, two-way SMS payload). */
const payload = z.object({
  originationNumber: z.string().check(z.maxLength(64)),
  destinationNumber: z.string().check(z.maxLength(64)),
  messageBody: z.string().check(z.maxLength(longestText)),
  inboundMessageId: messageId,
})

/** A phone may have kept a text for a while before it could tell. */
const receipt = z.object({ receivedAt: z.iso.datetime() })

/** A text as the inbound topic carries it; AWS gives no receipt. */
export type InboundPayload = z.infer<typeof payload> & Partial<z.infer<typeof receipt>>

/** Reads a text as End User Messaging, or the function of another carrier, publishes it; undefined if it is anything else. */
export const readInboundSms = ({ message, publishedAt }: Notification): InboundSms | undefined => {
  const json = parseJson(message)
  const { data: sms } = payload.safeParse(json)
  if (sms === undefined) return undefined
  const { receivedAt } = receipt.safeParse(json).data ?? {}
  return {
    inboundId: sms.inboundMessageId,
    sender: sms.originationNumber,
    line: sms.destinationNumber,
    text: sms.messageBody,
    sentAt: receivedAt === undefined ? publishedAt : Math.min(publishedAt, Date.parse(receivedAt)),
  }
}
