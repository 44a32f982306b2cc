import * as z from 'zod/mini'

const word = z.string().check(z.maxLength(64))

/** The envelope that AWS publishes (End User Messaging Social user guide, managing-event-destination-dlrs). */
export const envelope = z.object({ whatsAppWebhookEntry: z.string(), messageId: z.optional(z.unknown()) })

/** One entry of Meta's webhooks. Changes that are not about messages or calls have values of other forms. */
export const entry = z.object({ changes: z.array(z.object({ field: word, value: z.unknown() })) })

const list = z.optional(z.array(z.unknown()))
export const value = z.object({
  metadata: z.object({ display_phone_number: word }),
  messages: list,
  statuses: list,
  calls: list,
})

/**
 * The sender is digits without a plus, or a business-scoped id, which is a country and up to 128 letters and digits (Meta,
 * business-scoped user ids). The time is in seconds, as a string (Meta, webhooks reference, messages).
 */
export const sent = z.object({
  id: z.string().check(z.minLength(1), z.maxLength(512)),
  from: z.optional(z.string().check(z.regex(/^\d{5,20}$/))),
  from_user_id: z.optional(z.string().check(z.regex(/^[A-Z]{2}\.(?:ENT\.)?[A-Za-z0-9]{1,128}$/))),
  timestamp: z.string().check(z.regex(/^\d{1,11}$/)),
})

/** The longest text that WhatsApp carries (Meta, text messages). */
const words = z.string().check(z.maxLength(4096))
const captioned = z.optional(z.object({ caption: z.optional(words) }))

export const message = z.extend(sent, {
  type: word,
  group_id: z.optional(z.string()),
  text: z.optional(z.object({ body: words })),
  image: captioned,
  video: captioned,
  document: captioned,
  unsupported: z.optional(z.object({ type: z.optional(word) })),
})

export const call = z.extend(sent, { event: word })
