import { english, type Words } from './english.ts'
import { french } from './french.ts'

/** French if the browser is in French, otherwise English. The dashboard and the alarms are in the language of settings. */
export const language: 'en' | 'fr' = /^fr\b/i.test(navigator.language) ? 'fr' : 'en'

export const words: Words = language === 'fr' ? french : english
