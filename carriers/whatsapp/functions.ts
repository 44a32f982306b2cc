import { environment } from '../../shared/adapters/environment.ts'
import type { Carrier } from '../../shared/ports.ts'
import { createWhatsAppCarrier } from './carrier.ts'
import { createSocialMessagingClient } from './client.ts'

/** WhatsApp as a function's environment names it. */
export const createWhatsApp = (): Carrier => {
  const ids: Readonly<Record<string, string>> = JSON.parse(environment('WHATSAPP_PHONE_NUMBER_IDS'))
  return createWhatsAppCarrier(createSocialMessagingClient(), (line) => ids[line])
}
