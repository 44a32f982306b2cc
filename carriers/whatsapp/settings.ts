import { z } from 'zod'
import { type Lines, lineShape } from '../../settings/line.ts'
import { e164, real } from '../../settings/values.ts'
import { carriers } from '../../shared/rules/carriers.ts'

const mustBeId = 'must be the id that AWS has given the number on WhatsApp, such as "phone-number-id-0123abcd"'

const mustBeUsername = 'must be a username of WhatsApp without its @: 3 to 35 letters, digits, points and underscores'

/**
 * A line on WhatsApp, with any number that can receive a code (AWS user guide, managing-phone-numbers). AWS's examples
 * of its id have `phone-number-id-` and 32 digits (API reference, SendWhatsAppMessage).
 */
export const whatsappLine = z.strictObject({
  ...lineShape,
  carrier: z.literal('whatsapp'),
  number: e164,
  phoneNumberId: z.string(mustBeId).regex(/^phone-number-id-\w+$/, mustBeId),
  /** The name by which people find the number there, if it has one: cards show it. */
  username: z
    .string(mustBeUsername)
    // Meta's rules as Vonage has them (developer.vonage.com, whatsapp/business-usernames, read in November 2026).
    .regex(/^(?=.*[a-z])(?!www|\.)(?!.*\.(\.|$))[\w.]{3,35}$/i, mustBeUsername)
    .optional(),
})

const price = real('must be a price in USD').min(0, 'must be at least 0 USD').max(2, 'must be at most 2 USD')

const prices = z.strictObject({
  /** Meta's rate for a reply within 24 hours plus AWS's fee. */
  replyPriceUsd: price.optional(),
})

/** AWS's fee in USD for a message that comes in: 0.001 by a second-hand report, and more here to be safe. */
export const receivedPriceUsd = 0.005

/** The settings that all lines on WhatsApp share. */
export const whatsappStage = { whatsapp: prices.prefault({}) }

/** A line on WhatsApp, with the address that everything but settings uses and AWS's id of its number. */
export type WhatsAppLine = { readonly address: string; readonly number: string; readonly phoneNumberId: string }

export const whatsappLinesOf = ({ lines }: Lines): readonly WhatsAppLine[] =>
  lines.flatMap(({ carrier, number, phoneNumberId }) =>
    carrier === 'whatsapp' && number !== undefined && phoneNumberId !== undefined
      ? [{ address: `${carriers.whatsapp.addressPrefix}${number}`, number, phoneNumberId }]
      : [],
  )

export const whatsappSettings = {
  replyPrice: {
    usd: ({ whatsapp }: { readonly whatsapp: { readonly replyPriceUsd?: number | undefined } }) =>
      whatsapp.replyPriceUsd,
    setting: ['whatsapp', 'replyPriceUsd'],
  },
  receivedUsd: receivedPriceUsd,
}
