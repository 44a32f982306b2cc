import { optionalEnvironment } from '../../../shared/adapters/lambda.ts'
import type { InboundItem, InboundTopic } from '../../../shared/inbound.ts'
import { carriers } from '../../../shared/rules/carriers.ts'
import { day, minute } from '../../../shared/rules/timing.ts'
import { currentNumber } from '../current-number.ts'
import { countryOfId, readWhatsAppEvent, type WhatsAppItem } from './event.ts'

/** Computes a keyed hash. */
type KeyOf = (words: string) => string

/** WhatsApp accepts free-form replies for 24 hours (Meta, send messages). The margin is for clocks and AWS's delay. */
const answerableMs = day - 5 * minute

export const createWhatsAppTopic = (keyOf: KeyOf): InboundTopic | undefined => {
  const topicArn = optionalEnvironment('WHATSAPP_TOPIC_ARN')
  return topicArn === undefined ? undefined : whatsAppTopic(topicArn, keyOf)
}

export const whatsAppTopic = (topicArn: string, keyOf: KeyOf): InboundTopic => ({
  topicArn,
  read: ({ message, publishedAt }) =>
    readWhatsAppEvent(message, publishedAt).flatMap((item) => inboundItems(item, publishedAt, keyOf)),
})

/** Meta's message id contains the sender's number, so we use a keyed hash of it instead. */
const inboundItems = (item: WhatsAppItem, publishedAt: number, keyOf: KeyOf): readonly InboundItem[] => {
  if (item.kind === 'ignored') return []
  if (item.kind === 'malformed') return [{ kind: 'text', inbound: undefined }]
  if (item.kind === 'status') {
    const { kind: _, ...report } = item
    return [{ kind: 'report', report: { ...report, costUsd: 0 } }]
  }
  const { wamid, number, userId = '', line, text, sentAt } = item
  // A person shows always the number or never, as a rule: "While a contact remains in the contact book, the associated
  // phone number will continue to appear in webhooks" (360dialog, usernames and BSUID, read on 2 December 2026).
  const who = number === undefined ? { sender: userId, country: countryOfId(userId) } : namedBy(number)
  const inbound = {
    inboundId: keyOf(wamid),
    line: `${carriers.whatsapp.addressPrefix}${line}`,
    text,
    sentAt,
    publishedAt,
  }
  return [{ kind: 'text', inbound: { ...inbound, ...who, answerBy: sentAt + answerableMs } }]
}

/** The reply goes to the id: "a business can respond to a customer using this ID" (Meta, webhooks components). */
const namedBy = (number: string): { readonly sender: string; readonly replyTo?: string } => {
  const sender = currentNumber(number)
  return { sender, ...(sender !== number && { replyTo: number }) }
}
