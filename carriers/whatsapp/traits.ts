import type { CarrierTraits } from '../carrier-traits.ts'

/** WhatsApp, by AWS End User Messaging Social. A call is an event among messages, which the page has no need to make. */
export const whatsapp: CarrierTraits = {
  addressPrefix: 'whatsapp:',
  paid: true,
  billsParts: false,
  takesCalls: false,
  ownCountryOnly: false,
}
