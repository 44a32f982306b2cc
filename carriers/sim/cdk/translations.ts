import type { OperatorLanguage } from '../../../settings/operator-language.ts'
import { english, type SimWords } from './english.ts'
import { french } from './french.ts'

/** The words in every language of those who run a number. */
export const simWords: Readonly<Record<OperatorLanguage, SimWords>> = { en: english, fr: french }
