import { createHash } from 'node:crypto'
import type { Language } from '../../shared/rules/messages.ts'
import { de } from './words/de.ts'
import { en, type Words } from './words/en.ts'
import { es } from './words/es.ts'
import { fr } from './words/fr.ts'
import { it } from './words/it.ts'
import { nl } from './words/nl.ts'

export const wordsIn: { readonly [L in Language]: Words } = { fr, en, de, es, it, nl }

/** The names on a sheet, in the seed's order. Under one name on every phone, the number would be known by it. */
export const drawNames = (language: Language, seed: string, count: number): readonly string[] => {
  const rank = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex')
  const names = wordsIn[language].names.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
  return Array.from({ length: count }, (_, i) => names[i % names.length] ?? '')
}
