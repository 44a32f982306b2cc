import type { Language } from '../../../shared/rules/messages.ts'

/** The card warns that anybody can look the number up on WhatsApp and see what kind of account it is (docs/whatsapp.md). */
export const cardRemark: Readonly<Record<Language, string>> = {
  fr: "Il ne répond que sur WhatsApp, où chacun peut voir que c'est un compte professionnel.",
  en: 'It answers on WhatsApp only, where anybody can see that it is a business account.',
  de: 'Sie antwortet nur auf WhatsApp, wo jeder sehen kann, dass es ein Unternehmenskonto ist.',
  es: 'Solo responde por WhatsApp, donde cualquiera puede ver que es una cuenta de empresa.',
  it: 'Risponde solo su WhatsApp, dove chiunque può vedere che è un account business.',
  nl: 'Het antwoordt alleen op WhatsApp, waar iedereen kan zien dat het een zakelijk account is.',
}
