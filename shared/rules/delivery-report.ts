import * as z from 'zod/mini'

import { messageId, type Notification } from './inbound-text.ts'
import { parseJson } from './parse-json.ts'

/** Why a reply that a carrier accepted did not reach its phone; `unknown` if the carrier says only that it failed. */
export const undeliveredKinds = ['blocked', 'unreachable', 'invalid', 'spam', 'expired', 'unknown'] as const
export type UndeliveredKind = (typeof undeliveredKinds)[number]

/** `unreported` means that the carrier itself never learnt what became of the reply, which may have arrived. */
export const deliveryStatuses = ['delivered', 'unreported', ...undeliveredKinds] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** The final status of a reply that a carrier accepted, and what sending it cost (0 if the carrier doesn't say). */
export type DeliveryReport = { readonly inboundId: string; readonly status: DeliveryStatus; readonly costUsd: number }

/** A report that names its reply only by the carrier's own id of the message. */
export type ReportByMessageId = Omit<DeliveryReport, 'inboundId'> & { readonly messageId: string }

/**
 * The text events of End User Messaging that can be final (user guide, configuration-sets-event-types). The carrier reports SUCCESSFUL and
 * the phone DELIVERED; which of the two comes last depends on the country.
 */
const statusOf: { readonly [eventType: string]: DeliveryStatus } = {
  TEXT_DELIVERED: 'delivered',
  TEXT_SUCCESSFUL: 'delivered',
  TEXT_BLOCKED: 'blocked',
  TEXT_CARRIER_BLOCKED: 'blocked',
  TEXT_PROTECT_BLOCKED: 'blocked',
  TEXT_UNREACHABLE: 'unreachable',
  TEXT_CARRIER_UNREACHABLE: 'unreachable',
  TEXT_INVALID: 'invalid',
  TEXT_INVALID_MESSAGE: 'invalid',
  TEXT_SPAM: 'spam',
  TEXT_TTL_EXPIRED: 'expired',
  // AWS returns it after 72 hours without a final event, "as we do not know what happened to that message" (configuration-sets-event-destinations).
  TEXT_UNKNOWN: 'unreported',
}

/** The event types that a configuration set has to publish. */
export const deliveryEventTypes: readonly string[] = Object.keys(statusOf)

/** No reply costs as much: the MaxPrice that goes with each has two digits before its point (API reference, SendTextMessage). */
const limitUsd = 100

/** A price that can't be one counts as missing, so that it can't make the cost of the month absurd, and the report still counts. */
const usdOf = (price: unknown): number => (typeof price === 'number' && price >= 0 && price < limitUsd ? price : 0)

/**
 * The fields that are used (user guide, configuration-sets-event-format). Prices may be missing. That page describes totalMessagePrice as
 * thousandths of a cent, but its example and those of the EventBridge page are list prices in USD.
 */
const event = z.object({
  eventType: z.string(),
  isFinal: z.boolean(),
  context: z.optional(z.object({ inboundId: z.optional(messageId) })),
  totalMessagePrice: z.optional(z.unknown()),
  totalCarrierFee: z.optional(z.unknown()),
})

/**
 * Reads an event about a message. Returns `undefined` for anything else, and `not-final` if another event will follow
 * or the message was not a reply.
 */
export const readDeliveryReport = ({ message }: Notification): DeliveryReport | 'not-final' | undefined => {
  const { data } = event.safeParse(parseJson(message))
  if (data === undefined) return undefined
  const inboundId = data.context?.inboundId
  if (!data.isFinal || inboundId === undefined) return 'not-final'
  const status = Object.hasOwn(statusOf, data.eventType) ? statusOf[data.eventType] : undefined
  // AWS may add event types. An unknown final event doesn't prove that the reply arrived.
  return {
    inboundId,
    status: status ?? 'unknown',
    costUsd: usdOf(data.totalMessagePrice) + usdOf(data.totalCarrierFee),
  }
}
