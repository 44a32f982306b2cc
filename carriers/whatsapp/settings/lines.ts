import { addressOf } from '../../../settings/lines.ts'
import type { Settings } from '../../../settings/schema.ts'

/** A line on WhatsApp, with the address that everything but settings uses and AWS's id of its number. */
export type WhatsAppLine = { readonly address: string; readonly number: string; readonly phoneNumberId: string }

/** The lines on WhatsApp, in the order of settings. */
export const whatsappLinesOf = ({ lines }: Pick<Settings, 'lines'>): readonly WhatsAppLine[] =>
  lines.flatMap(({ carrier, number, phoneNumberId }) =>
    carrier === 'whatsapp' && number !== undefined && phoneNumberId !== undefined
      ? [{ address: addressOf({ carrier }, number), number, phoneNumberId }]
      : [],
  )
