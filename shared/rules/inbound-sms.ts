import * as z from 'zod/mini'

import { parseJson } from './parse-json.ts'

/** One text that a line received, or a call, which has no words. `sentAt` is the SNS time in milliseconds, or when a phone got it if that was earlier. */
export type InboundSms = {
  readonly inboundId: string
  readonly sender: string
  readonly line: string
  readonly text: string
  readonly sentAt: number
}

/** 255 joined parts of 153 characters are the most that one SMS can be. */
export const longestText = 255 * 153

const envelope = z.object({ Message: z.string(), Timestamp: z.iso.datetime() })

/** Only the fields used are required (End User Messaging guide, two-way SMS payload). */
const payload = z.object({
  originationNumber: z.string().check(z.maxLength(64)),
  destinationNumber: z.string().check(z.maxLength(64)),
  messageBody: z.string().check(z.maxLength(longestText)),
  inboundMessageId: z.string().check(z.minLength(1), z.maxLength(128)),
})

/** A phone may have kept a text for a while before it could tell. */
const receipt = z.object({ receivedAt: z.iso.datetime() })

/** A text as the inbound topic carries it; AWS gives no receipt. */
export type InboundPayload = z.infer<typeof payload> & Partial<z.infer<typeof receipt>>

/** Reads the body of an SQS message that SNS filled with an End User Messaging payload; undefined if it is anything else. */
export const parseInboundSms = (body: string): InboundSms | undefined => {
  const outer = envelope.safeParse(parseJson(body))
  if (!outer.success) return undefined
  const message = parseJson(outer.data.Message)
  const inner = payload.safeParse(message)
  if (!inner.success) return undefined
  const { receivedAt = outer.data.Timestamp } = receipt.safeParse(message).data ?? {}
  return {
    inboundId: inner.data.inboundMessageId,
    sender: inner.data.originationNumber,
    line: inner.data.destinationNumber,
    text: inner.data.messageBody,
    sentAt: Math.min(Date.parse(outer.data.Timestamp), Date.parse(receivedAt)),
  }
}
