import { z } from 'zod'

import { addressOf } from '../../settings/lines.ts'
import type { Settings } from '../../settings/schema.ts'
import { real } from '../../settings/values.ts'
import type { CarrierSettings } from '../settings.ts'

const price = real('must be a price in USD').min(0, 'must be at least 0 USD').max(2, 'must be at most 2 USD')

const prices = z.strictObject({
  /** Meta's rate for a reply within 24 hours plus AWS's fee. */
  replyPriceUsd: price.optional(),
  /**
   * AWS's fee for each message that comes in. It is 0.001 according to a second-hand report. The default is higher, to be on the
   * safe side.
   */
  receivedPriceUsd: price.default(0.005),
})

/** The settings that all lines on WhatsApp share. */
export const stageShape = { whatsapp: prices.prefault({}) }

/** A line on WhatsApp, with the address that everything but settings uses and AWS's id of its number. */
export type WhatsAppLine = { readonly address: string; readonly number: string; readonly phoneNumberId: string }

/** The lines on WhatsApp, in the order of settings. */
export const whatsappLinesOf = ({ lines }: Pick<Settings, 'lines'>): readonly WhatsAppLine[] =>
  lines.flatMap(({ carrier, number, phoneNumberId }) =>
    carrier === 'whatsapp' && number !== undefined && phoneNumberId !== undefined
      ? [{ address: addressOf({ carrier }, number), number, phoneNumberId }]
      : [],
  )

/** WhatsApp accepts any number that can receive a code by SMS or call (AWS user guide, managing-phone-numbers). */
export const whatsappSettings: CarrierSettings = {
  // AWS's examples have `phone-number-id-` and 32 digits (API reference, SendWhatsAppMessage).
  idMustBe: ({ phoneNumberId }) =>
    phoneNumberId !== undefined && /^phone-number-id-\w+$/.test(phoneNumberId)
      ? undefined
      : 'must be the id that AWS has given the number on WhatsApp, such as "phone-number-id-0123abcd"',
  replyPrice: { usd: ({ whatsapp }) => whatsapp.replyPriceUsd, setting: ['whatsapp', 'replyPriceUsd'] },
}
