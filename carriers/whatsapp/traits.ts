import type { CarrierTraits } from '../index.ts'

/** WhatsApp, through AWS End User Messaging Social. Calls arrive as events like messages do, so the page needs no button for them. */
export const whatsapp: CarrierTraits = {
  addressPrefix: 'whatsapp:',
  paid: true,
  billsParts: false,
  takesCalls: false,
  ownCountryOnly: false,
  pacedBy: 'account',
}
