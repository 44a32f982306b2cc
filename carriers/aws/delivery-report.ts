import * as z from 'zod/mini'
import type { DeliveryReport, DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import { messageId, type Notification } from '../../shared/rules/inbound-text.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'

/** Events that can be final (user guide, configuration-sets-event-types); the carrier reports SUCCESSFUL. */
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
  // It comes after 72 hours without a final event (user guide, configuration-sets-event-destinations).
  TEXT_UNKNOWN: 'unreported',
}

export const deliveryEventTypes: readonly string[] = Object.keys(statusOf)

/** No reply costs as much: its MaxPrice has two digits before the point (API reference, SendTextMessage). */
const limitUsd = 100

/** A price that can't be one counts as missing, and the report still counts. */
const usdOf = (price: unknown): number => (typeof price === 'number' && price >= 0 && price < limitUsd ? price : 0)

/**
 * The fields that are used (user guide, configuration-sets-event-format). That page calls totalMessagePrice thousandths
 * of a cent, but its example, and that of the EventBridge page, are list prices in USD.
 */
const event = z.object({
  eventType: z.string(),
  isFinal: z.boolean(),
  context: z.optional(z.object({ inboundId: z.optional(messageId) })),
  totalMessagePrice: z.optional(z.unknown()),
  totalCarrierFee: z.optional(z.unknown()),
})

/** Reads an event about a message: `undefined` for anything else, `not-final` if it settles nothing about a reply. */
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
