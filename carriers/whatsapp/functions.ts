import { environment } from '../../shared/adapters/environment.ts'
import type { Carrier } from '../../shared/ports.ts'
import { createWhatsAppCarrier } from './carrier.ts'
import { createSocialMessagingClient } from './client.ts'

/** Creates the carrier from the numbers in the function's environment. */
export const createWhatsApp = (): Carrier => {
  const ids: Readonly<Record<string, string>> = JSON.parse(environment('WHATSAPP_PHONE_NUMBER_IDS'))
  return createWhatsAppCarrier(createSocialMessagingClient(), (line) => ids[line])
}
