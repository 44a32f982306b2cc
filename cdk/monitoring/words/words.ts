import { type Operated, operatorLanguageOf } from '../../../settings/operators.ts'
import type { OperatorLanguage } from '../../../settings/values.ts'
import { english, type MonitoringWords } from './english.ts'
import { french } from './french.ts'

/**
 * Asked for a template, CloudFormation shows question marks for letters outside of ASCII, but it creates what it was
 * given (cloudformation-coverage-roadmap, issue 814); `cdk diff` leaves such differences out.
 */
const wordsIn: Readonly<Record<OperatorLanguage, MonitoringWords>> = { en: english, fr: french }

export const wordsOf = (settings: Operated): MonitoringWords => wordsIn[operatorLanguageOf(settings)]
