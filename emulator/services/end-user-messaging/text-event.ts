import type { Message } from './checks.ts'
import type { textEventTypes } from './configuration-set.ts'
import { partsOf } from './parts.ts'
import type { SendTextMessage } from './request.ts'

/** The types of event that can be the last one about a message. */
export type FinalEventType = Exclude<(typeof textEventTypes)[number], 'TEXT_QUEUED' | 'TEXT_PENDING'>

/** The fields of a sent message that its event repeats. */
export type Sent = Message &
  Pick<SendTextMessage, 'MessageBody' | 'Context'> & { readonly id: string; readonly at: number }

/**
 * The last event about a message (user guide, event format). The carrier's codes are optional, and missing here. The price is in
 * USD, as in the guide's examples, although its text says thousandths of a cent.
 */
export const finalEvent = (eventType: FinalEventType, sent: Sent, now: number) => ({
  eventType,
  eventVersion: '1.0',
  eventTimestamp: now,
  isFinal: true,
  originationPhoneNumber: sent.origin.PhoneNumber,
  destinationPhoneNumber: sent.to,
  isoCountryCode: sent.country,
  isInternationalSend: sent.origin.InternationalSendingEnabled,
  messageId: sent.id,
  messageRequestTimestamp: sent.at,
  messageEncoding: partsOf(sent.MessageBody).encoding,
  messageType: sent.origin.MessageType,
  messageStatus: eventType.replace('TEXT_', ''),
  messageStatusDescription: descriptions[eventType] ?? 'Message has not been delivered',
  // The guide's examples have no context where the request seems to have had none.
  ...(sent.Context !== undefined && { context: sent.Context }),
  totalMessageParts: sent.parts,
  // AWS doesn't charge for messages that its own rules block (the guide's example), but it does for those that carriers don't
  // deliver.
  totalMessagePrice: eventType === 'TEXT_PROTECT_BLOCKED' ? 0 : sent.priceUsd,
  totalCarrierFee: 0,
})

/**
 * The descriptions in the guide's examples (event format, and monitoring by EventBridge). Those of other event types are not
 * documented.
 */
const descriptions: Partial<Record<FinalEventType, string>> = {
  TEXT_SUCCESSFUL: 'Message has been accepted by phone carrier',
  TEXT_DELIVERED: 'Message has been accepted by phone',
  TEXT_PROTECT_BLOCKED: 'Message blocked by protect configuration',
}
