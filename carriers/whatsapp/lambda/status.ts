import * as z from 'zod/mini'
import type { DeliveryStatus, UndeliveredKind } from '../../../shared/rules/delivery-report.ts'
import { messageId } from '../../../shared/rules/inbound-text.ts'

/** The fate of a reply, which is named by the id that we sent along or, if that is missing, by AWS's own id. */
export type ReplyStatus = { readonly kind: 'status'; readonly status: DeliveryStatus } & (
  | { readonly inboundId: string }
  | { readonly messageId: string }
)

/** An item that needs no action, with Meta's name for it, such as a reaction or a status that is not final. */
export type Ignored = { readonly kind: 'ignored'; readonly what: string }

/** A status that Meta reports of a message that we sent (webhooks reference, status). */
const status = z.object({
  status: z.string().check(z.maxLength(64)),
  id: z.optional(z.unknown()),
  biz_opaque_callback_data: z.optional(messageId),
  errors: z.optional(z.array(z.object({ code: z.optional(z.number()) }))),
})

/** AWS could not hand a reply to WhatsApp for three hours (user guide, managing-event-destinations-status). */
const retriesExhausted = 'Message retries exhausted, dropping message.'

/** Meta may skip `delivered` when a message is read at once (Meta, webhooks reference, status). */
const arrived: readonly string[] = ['delivered', 'read', 'played']

/**
 * Reads a status of a webhook. AWS makes some events itself (user guide, managing-event-destinations-generated), which
 * may not repeat what we sent along; then an id of AWS's says which reply it is. We take that to be the id that
 * SendWhatsAppMessage returned, which the guide doesn't say in so many words.
 */
export const readStatus = (given: unknown, messageId: string | undefined): ReplyStatus | Ignored => {
  const { data } = status.safeParse(given)
  if (data === undefined) return { kind: 'ignored', what: 'status' }
  const { status: name, id, biz_opaque_callback_data: inboundId, errors = [] } = data
  const final = finalStatus(name, errors[0]?.code)
  if (final !== undefined && inboundId !== undefined) return { kind: 'status', inboundId, status: final }
  const awsId = awsMessageIdOf(id) ?? messageId
  if (final !== undefined && awsId !== undefined) return { kind: 'status', messageId: awsId, status: final }
  return { kind: 'ignored', what: `status ${name}` }
}

const finalStatus = (name: string, code: number | undefined): DeliveryStatus | undefined => {
  if (arrived.includes(name)) return 'delivered'
  if (name === retriesExhausted) return 'expired'
  return name === 'failed' || name === 'fail' ? undeliveredBy(code) : undefined
}

/** By the code of the first error (Meta, error codes). 131047: the 24 hours for an answer are over. */
const kinds: { readonly [code: number]: UndeliveredKind } = {
  131026: 'unreachable',
  130403: 'blocked',
  131049: 'blocked',
  130472: 'blocked',
  130497: 'blocked',
  131021: 'invalid',
  131062: 'invalid',
  131047: 'expired',
  131048: 'spam',
  131056: 'spam',
}

const undeliveredBy = (code: number | undefined): UndeliveredKind =>
  (code === undefined ? undefined : kinds[code]) ?? 'unknown'

/**
 * Returns AWS's own id of a message, a UUID in its examples (user guide, managing-event-destination-dlrs,
 * monitor-event-bridge). Nothing else is taken for one, because Meta's id contains a person's number and must not be
 * stored.
 */
export const awsMessageIdOf = (given: unknown): string | undefined =>
  typeof given === 'string' && /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(given) ? given : undefined
