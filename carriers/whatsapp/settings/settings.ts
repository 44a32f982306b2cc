import type { CarrierSettings } from '../../carrier-settings.ts'

export const whatsappSettings: CarrierSettings = {
  ownSettings: {},
  // WhatsApp accepts any number that can receive a code by SMS or call (AWS user guide, managing-phone-numbers).
  mustBe: () => undefined,
  // AWS's examples have `phone-number-id-` and 32 digits (API reference, SendWhatsAppMessage).
  idMustBe: ({ phoneNumberId }) =>
    phoneNumberId !== undefined && /^phone-number-id-\w+$/.test(phoneNumberId)
      ? undefined
      : 'must be the id that AWS has given the number on WhatsApp, such as "phone-number-id-0123abcd"',
  contradictions: () => [],
}
