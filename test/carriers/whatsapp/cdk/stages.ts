import { exampleWith } from '../../../cdk/synthesised.ts'

const language = 'it'
export const id = '0123456789abcdef0123456789abcdef'
const whatsappLine = { carrier: 'whatsapp', number: '+393990000000', phoneNumberId: `phone-number-id-${id}`, language }
const shared = { countries: ['FR', 'IT'], budgets: undefined, whatsapp: { replyPriceUsd: 0.035 } }

/** The stage `example` with a line on WhatsApp only. */
export const whatsappOnly = exampleWith({ ...shared, partPriceUsd: undefined, lines: [whatsappLine] })

/** The stage `example` with an AWS line and a line on WhatsApp, which have the same number. */
export const mixed = exampleWith({ ...shared, lines: [{ number: whatsappLine.number, language }, whatsappLine] })
