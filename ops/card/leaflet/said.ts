import { type CountryCode, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import type { Settings } from '../../../settings/schema.ts'
import { type CarrierName, carriers } from '../../../shared/rules/carriers.ts'
import { type Language, languageFor, replyText, type Wordings } from '../../../shared/rules/messages.ts'
import { day, hour, minute, queueRetentionMs, second } from '../../../shared/rules/timing.ts'
import { wordsIn } from '../languages.ts'

export type Line = {
  readonly number: string
  readonly language: Language
  readonly carriers: readonly CarrierName[]
  readonly texts: readonly Wordings[]
}

/** The languages of the stage's lines, beginning with the line's own. */
export const languagesOf = (line: Pick<Line, 'language'>, lines: readonly Pick<Line, 'language'>[]): Languages => {
  const [, ...others] = new Set([line, ...lines].map(({ language }) => language))
  return [line.language, ...others]
}

export type Languages = readonly [Language, ...Language[]]

/** The countries in settings whose phones the number answers. */
export const countriesOf = (line: Line, countries: readonly string[]): readonly string[] => {
  if (!line.carriers.every((carrier) => carriers[carrier].ownCountryOnly)) return countries
  const own = ownCountriesOf(line.number, countries)
  return own.length === 0 ? countries : own
}

/** The countries in settings where the number is at home. */
export const ownCountriesOf = (number: string, countries: readonly string[]): readonly string[] => {
  const callingCode = parsePhoneNumberFromString(number)?.countryCallingCode
  return countries.filter((country) => getCountryCallingCode(country as CountryCode) === callingCode)
}

export const namesOf = (countries: readonly string[], language: Language): string => {
  const names = new Intl.DisplayNames(language, { type: 'region' })
  return new Intl.ListFormat(language).format(countries.map((country) => names.of(country) ?? country))
}

type Replies = {
  readonly language: Language
  readonly countries: readonly string[]
  /** The first reply, word for word. There are several if the lines of the number have different texts. */
  readonly first: readonly string[]
  readonly later: readonly string[]
}

/** What senders get, grouped by the language that send-reply chooses for their country. */
export const repliesOf = (line: Line, countries: readonly string[]): readonly Replies[] =>
  [...Map.groupBy(countries, (country) => languageFor(country, line.language))].map(([language, countries]) => {
    const lists = line.texts.map((texts) => textsIn(language, texts))
    const each = (some: (list: readonly string[]) => readonly string[]) => [...new Set(lists.flatMap(some))]
    return { language, countries, first: each((list) => list.slice(0, 1)), later: each((list) => list.slice(1)) }
  })

/** Each text once. The last one is repeated for ever, so the search ends there. */
const textsIn = (language: Language, texts: Wordings, earlierReplies = 0): readonly string[] => {
  const [text, next] = [0, 1].map((i) => replyText(language, earlierReplies + i, texts)) as [string, string]
  return text === next ? [text] : [text, ...textsIn(language, texts, earlierReplies + 1)]
}

/** How long a reply waits, such as "Entre 45 et 75 minutes". */
export const delayIn = (language: Language, { min, max }: Settings['replyDelay']): string => {
  const [unit, ms] = unitOf(min, max)
  const longest = inUnits(language, max / ms, unit)
  return min === max ? longest : wordsIn[language].leaflet.between(String(min / ms), longest)
}

/** How long a sender without a STOP is remembered: for the longest limit, a block, or a redelivery. */
export const memoryIn = (language: Language, { limits, block }: Pick<Settings, 'limits' | 'block'>): string => {
  const longest = Math.max(block.for, queueRetentionMs, ...limits.map(({ per }) => per))
  const [unit, ms] = longest % day === 0 ? (['day', day] as const) : unitOf(longest)
  return inUnits(language, longest / ms, unit)
}

/** The largest unit in which all durations are whole numbers. */
const unitOf = (...durations: readonly number[]) =>
  (
    [
      ['hour', hour],
      ['minute', minute],
    ] as const
  ).find(([, ms]) => durations.every((one) => one % ms === 0)) ?? (['second', second] as const)

const inUnits = (language: Language, amount: number, unit: string): string =>
  new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(amount)
