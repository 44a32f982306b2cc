import { createHash } from 'node:crypto'
import type { Language } from '../../shared/rules/messages.ts'
import { wordsIn } from './languages.ts'

/** The names on a sheet, in the seed's order. Under one name on every phone, the number would be known by it. */
export const drawNames = (language: Language, seed: string, count: number): readonly string[] => {
  const rank = (name: string) => createHash('sha256').update(`${seed} ${name}`).digest('hex')
  const names = wordsIn[language].names.toSorted((one, other) => (rank(one) < rank(other) ? -1 : 1))
  return Array.from({ length: count }, (_, i) => names[i % names.length] ?? '')
}
