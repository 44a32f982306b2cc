import type { Language } from '../../shared/rules/messages.ts'
import { de } from './words/de.ts'
import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { nl } from './words/nl.ts'

export const wordsIn: { readonly [L in Language]: Words } = { fr, en, de, es, it, nl }
