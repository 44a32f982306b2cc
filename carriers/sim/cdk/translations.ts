import type { OperatorLanguage } from '../../../settings/values.ts'
import { english, type SimWords } from './english.ts'
import { french } from './french.ts'

/** The words of the dashboard and the alarms, in each language that operators can choose. */
export const simWords: Readonly<Record<OperatorLanguage, SimWords>> = { en: english, fr: french }
