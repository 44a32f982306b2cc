import type { CarrierSettings } from '../../carrier-settings.ts'

export const whatsappSettings: CarrierSettings = {
  ownSettings: {},
  // Any number that can get a code by SMS or by a call may be on WhatsApp (AWS user guide, managing-phone-numbers).
  mustBe: () => undefined,
  // `phone-number-id-` and 32 digits in AWS's examples (API reference, SendWhatsAppMessage).
  idMustBe: ({ phoneNumberId }) =>
    phoneNumberId !== undefined && /^phone-number-id-\w+$/.test(phoneNumberId)
      ? undefined
      : 'must be the id that AWS has given the number on WhatsApp, such as "phone-number-id-0123abcd"',
  contradictions: () => [],
  replyPriceUsd: ({ whatsapp }) => whatsapp.replyPriceUsd,
  priceSetting: ['whatsapp', 'replyPriceUsd'],
}
