import { exampleWith } from '../../../cdk/synthesised.ts'

const language = 'fr'
export const id = '0123456789abcdef0123456789abcdef'
const whatsappLine = { carrier: 'whatsapp', number: '+33639980021', phoneNumberId: `phone-number-id-${id}`, language }
const shared = { countries: ['FR', 'IT'], budgets: undefined, whatsapp: { replyPriceUsd: 0.035 } }

/** The stage `example` with a line on WhatsApp only. */
export const whatsappOnly = exampleWith({ ...shared, partPriceUsd: undefined, lines: [whatsappLine] })

/** The stage `example` with a line of each carrier. The SIM line has the same number as the line on WhatsApp. */
export const mixed = exampleWith({
  ...shared,
  lines: [
    { number: '+393990000000', language: 'it' },
    { carrier: 'sim', number: '+33639980021', language },
    whatsappLine,
  ],
})
