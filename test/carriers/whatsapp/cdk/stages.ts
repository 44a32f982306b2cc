import { exampleWith } from '../../../cdk/synthesised.ts'

const language = 'fr'
export const id = '0123456789abcdef0123456789abcdef'
const whatsappLine = { carrier: 'whatsapp', number: '+33639980021', phoneNumberId: `phone-number-id-${id}`, language }
const shared = { countries: ['FR', 'IT'], budgets: undefined, whatsapp: { replyPriceUsd: 0.035 } }

/** A stage whose only line is on WhatsApp. */
export const whatsappOnly = exampleWith({ ...shared, partPriceUsd: undefined, lines: [whatsappLine] })

/** A stage with a line of each carrier; that with a SIM has the number of the line on WhatsApp. */
export const mixed = exampleWith({
  ...shared,
  lines: [
    { number: '+393990000000', language: 'it' },
    { carrier: 'sim', number: '+33639980021', language },
    whatsappLine,
  ],
})
