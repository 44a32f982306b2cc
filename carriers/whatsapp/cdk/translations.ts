import type { OperatorLanguage } from '../../../settings/operator-language.ts'
import { english, type WhatsAppWords } from './english.ts'
import { french } from './french.ts'

/** The words in every language of those who run a number. */
export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
