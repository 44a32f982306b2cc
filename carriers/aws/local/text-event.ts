import type { Message } from './checks.ts'
import type { textEventTypes } from './configuration-set.ts'
import { partsOf } from './parts.ts'
import type { SendTextMessage } from './request.ts'

/** What the last event about a message can say of it. */
export type FinalEventType = Exclude<(typeof textEventTypes)[number], 'TEXT_QUEUED' | 'TEXT_PENDING'>

/** The parts of a sent message that its event repeats. */
export type Sent = Message &
  Pick<SendTextMessage, 'MessageBody' | 'Context'> & { readonly id: string; readonly at: number }

/**
 * The last event about a message (user guide, event format), which may lack the codes of the carrier. The price is in USD, as in
 * the guide's examples: its text says thousandths of a cent.
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
  // The guide's examples have none where none seems to have been sent.
  ...(sent.Context !== undefined && { context: sent.Context }),
  totalMessageParts: sent.parts,
  // AWS doesn't charge for what its own rules block (the guide's example), but for what carriers don't deliver.
  totalMessagePrice: eventType === 'TEXT_PROTECT_BLOCKED' ? 0 : sent.priceUsd,
  totalCarrierFee: 0,
})

/** As in the guide's examples (event format, and monitoring by EventBridge); the others are not documented. */
const descriptions: Partial<Record<FinalEventType, string>> = {
  TEXT_SUCCESSFUL: 'Message has been accepted by phone carrier',
  TEXT_DELIVERED: 'Message has been accepted by phone',
  TEXT_PROTECT_BLOCKED: 'Message blocked by protect configuration',
}
