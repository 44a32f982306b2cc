import * as z from 'zod/mini'

import { messageId } from './message-id.ts'
import type { Notification } from './notification.ts'
import { parseJson } from './parse-json.ts'

/** Why a reply that a carrier accepted did not reach its phone. */
export const undeliveredKinds = ['blocked', 'unreachable', 'invalid', 'spam', 'expired', 'unknown'] as const
export type UndeliveredKind = (typeof undeliveredKinds)[number]

export const deliveryStatuses = ['delivered', ...undeliveredKinds] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]

/** What finally became of a reply that a carrier accepted, and what sending it cost (0 where nobody says). */
export type DeliveryReport = { readonly inboundId: string; readonly status: DeliveryStatus; readonly costUsd: number }

/**
 * The text events of End User Messaging that can be final (user guide, configuration-sets-event-types). SUCCESSFUL is the
 * carrier's word and DELIVERED the phone's; depending on the country either one is the last.
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
  TEXT_UNKNOWN: 'unknown',
}

/** The events that a configuration set has to publish. */
export const deliveryEventTypes: readonly string[] = Object.keys(statusOf)

/**
 * The fields used (user guide, configuration-sets-event-format). Prices may be missing. The page explains totalMessagePrice as
 * thousandths of a cent, but its example and those of the EventBridge page are list prices in USD.
 */
const event = z.object({
  eventType: z.string(),
  isFinal: z.boolean(),
  context: z.optional(z.object({ inboundId: z.optional(messageId) })),
  totalMessagePrice: z.optional(z.number().check(z.nonnegative())),
  totalCarrierFee: z.optional(z.number().check(z.nonnegative())),
})

/** Reads an event about a message: `undefined` if it is none, `not-final` if another one follows or the message was no reply. */
export const readDeliveryReport = ({ message }: Notification): DeliveryReport | 'not-final' | undefined => {
  const { data } = event.safeParse(parseJson(message))
  if (data === undefined) return undefined
  const inboundId = data.context?.inboundId
  if (!data.isFinal || inboundId === undefined) return 'not-final'
  const { totalMessagePrice = 0, totalCarrierFee = 0 } = data
  const status = Object.hasOwn(statusOf, data.eventType) ? statusOf[data.eventType] : undefined
  // AWS may add types. An unknown final one doesn't prove that the reply arrived.
  return { inboundId, status: status ?? 'unknown', costUsd: totalMessagePrice + totalCarrierFee }
}
