import * as z from 'zod/mini'

import type { DeliveryStatus } from '../../../shared/rules/delivery-report.ts'
import { messageId } from '../../../shared/rules/message-id.ts'
import { undeliveredBy } from './meta-error.ts'

/** What became of a reply, with the id that we sent along with it. */
export type ReplyStatus = { readonly kind: 'status'; readonly inboundId: string; readonly status: DeliveryStatus }

/** An item that needs no action, with Meta's name for it: a reaction, a notice, a status that is not final, or an unknown item. */
export type Ignored = { readonly kind: 'ignored'; readonly what: string }

/** A status that Meta reports of a message that we sent (webhooks reference, status). */
const status = z.object({
  status: z.string().check(z.maxLength(64)),
  biz_opaque_callback_data: z.optional(messageId),
  errors: z.optional(z.array(z.object({ code: z.optional(z.number()) }))),
})

/** AWS's status for a reply that it could not hand to WhatsApp for three hours (user guide, managing-event-destinations-status). */
const retriesExhausted = 'Message retries exhausted, dropping message.'

/** Meta may skip `delivered` when a message is read at once (Meta, webhooks reference, status). */
const arrived: readonly string[] = ['delivered', 'read', 'played']

/** Reads a status of a webhook. Never throws. */
export const readStatus = (given: unknown): ReplyStatus | Ignored => {
  const { data } = status.safeParse(given)
  if (data === undefined) return { kind: 'ignored', what: 'status' }
  const { status: name, biz_opaque_callback_data: inboundId, errors = [] } = data
  const final = finalStatus(name, errors[0]?.code)
  if (inboundId === undefined || final === undefined) return { kind: 'ignored', what: `status ${name}` }
  return { kind: 'status', inboundId, status: final }
}

const finalStatus = (name: string, code: number | undefined): DeliveryStatus | undefined => {
  if (arrived.includes(name)) return 'delivered'
  if (name === retriesExhausted) return 'expired'
  return name === 'failed' || name === 'fail' ? undeliveredBy(code) : undefined
}
