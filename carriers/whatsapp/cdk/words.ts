import type { OperatorLanguage } from '../../../settings/operator-language.ts'
import type { CarrierWords } from '../../carrier-monitoring.ts'
import { english } from './english.ts'
import { french } from './french.ts'

/** What lines on WhatsApp add to the words of dashboard and alarms. */
export type WhatsAppWords = CarrierWords & {
  readonly repliesToday: (currency: string) => string
  readonly repliesThisMonth: (currency: string) => string
  readonly receivedThisMonth: (currency: string) => string
}

export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
