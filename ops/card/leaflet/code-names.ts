import type { Language } from '../../../shared/rules/messages.ts'
import { wordsIn } from '../languages.ts'
import codeNames from './code-names.json' with { type: 'json' }
import { namesOf } from './said.ts'

/**
 * A first name to ask the staff of a bar for, where the place takes part. 13 of 25 places that the BBC tried in London
 * didn't know it (uk-times.com, northhorizonnews.com); nothing is known of other countries.
 */
type CodeName = {
  readonly countries: readonly string[]
  readonly name: string
  readonly languages: readonly Language[]
  /** A page of the campaign or of an authority, or a report on it. */
  readonly source: string
  /** When it was read, in a stored copy. */
  readonly checked: string
}

export const codeNamesIn = (countries: readonly string[]) =>
  (codeNames as readonly CodeName[]).filter((one) => one.countries.some((country) => countries.includes(country)))

/** The name to ask for, such as "Angela", with its countries if there are several. Undefined if none is known there. */
export const codeNameFor = (countries: readonly string[], language: Language): string | undefined => {
  const byName = Map.groupBy(codeNamesIn(countries), ({ name }) => name)
  const names = [...byName].map(([name, ones]) => {
    const where = countries.filter((country) => ones.some((one) => one.countries.includes(country)))
    return countries.length === 1 ? name : `${name} (${namesOf(where, language)})`
  })
  return names.length === 0 ? undefined : new Intl.ListFormat(language, { type: 'disjunction' }).format(names)
}

/** What to say to staff who don't know the name, in the languages that they speak. */
export const askingIn = (countries: readonly string[]): string =>
  [...new Set(codeNamesIn(countries).flatMap(({ languages }) => languages))]
    .map((one) => wordsIn[one].asking)
    .join(' / ')
