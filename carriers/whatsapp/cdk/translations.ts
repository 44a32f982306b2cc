import type { OperatorLanguage } from '../../../settings/operator-language.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import type { WhatsAppWords } from './words.ts'

/** The words in every language of those who run a number. */
export const whatsappWords: Readonly<Record<OperatorLanguage, WhatsAppWords>> = { en: english, fr: french }
