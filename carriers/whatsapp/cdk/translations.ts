import type { OperatorLanguage } from '../../../settings/values.ts'
import { english, type WhatsAppWords } from './english.ts'
import { french } from './french.ts'

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
