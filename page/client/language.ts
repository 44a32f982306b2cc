import { english } from './english.ts'
import { french } from './french.ts'
import type { Words } from './words.ts'

/** The browser's language, if it is French; English otherwise. Dashboard and alarms are in the language of settings. */
export const language: 'en' | 'fr' = /^fr\b/i.test(navigator.language) ? 'fr' : 'en'

export const words: Words = language === 'fr' ? french : english
