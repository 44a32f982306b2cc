import type { OperatorLanguage } from '../../../settings/values.ts'

const english = {
  arrivedShare: 'share that arrived, as WhatsApp reports',
  labelSuffix: ', on WhatsApp',
  repliesToday: (currency: string) => `Replies on WhatsApp today, ${currency}`,
  repliesThisMonth: (currency: string) => `Replies on WhatsApp this month, ${currency}`,
  receivedThisMonth: (currency: string) => `Messages received on WhatsApp this month, ${currency}`,
}

/** The words of the dashboard and the alarms that only lines on WhatsApp need. */
type WhatsAppWords = typeof english

const french: WhatsAppWords = {
  arrivedShare: 'part arrivée, d’après WhatsApp',
  labelSuffix: ', sur WhatsApp',
  repliesToday: (currency) => `Réponses sur WhatsApp aujourd’hui, ${currency}`,
  repliesThisMonth: (currency) => `Réponses sur WhatsApp ce mois-ci, ${currency}`,
  receivedThisMonth: (currency) => `Messages reçus sur WhatsApp ce mois-ci, ${currency}`,
}

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
