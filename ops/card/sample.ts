import type { Language } from '../../shared/rules/messages.ts'

/** What stands across a number that is nobody's, in capitals, so that nobody hands it out or relies on it. */
export const sampleIn: { readonly [L in Language]: string } = {
  fr: 'SPÉCIMEN',
  en: 'SAMPLE',
  de: 'MUSTER',
  es: 'MUESTRA',
  it: 'FACSIMILE',
  nl: 'VOORBEELD',
}
