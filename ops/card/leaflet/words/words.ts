import type { Language } from '../../../../shared/rules/messages.ts'
import { de } from './de.ts'
import { en, type LeafletWords } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { it } from './it.ts'
import { nl } from './nl.ts'

export const leafletWordsIn: { readonly [L in Language]: LeafletWords } = { fr, en, de, es, it, nl }
