import type { OperatorLanguage } from '../../../settings/operator-language.ts'
import { english } from './english.ts'
import { french } from './french.ts'
import type { SimWords } from './words.ts'

/** The words in every language of those who run a number. */
export const simWords: Readonly<Record<OperatorLanguage, SimWords>> = { en: english, fr: french }
