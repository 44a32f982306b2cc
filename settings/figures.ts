import { silentHours, unheardHours } from '../shared/rules/beat.ts'
import {
  day,
  expireAfterMs,
  hour,
  longestWaitMs,
  lookEveryMs,
  minute,
  optOutMs,
  staleAfterMs,
} from '../shared/rules/timing.ts'
import type { OperatorLanguage } from './values.ts'

/** The durations of rules that sentences for people tell, in milliseconds: here they get their words, once. */
export const figures = {
  waitForRoom: longestWaitMs.onTime,
  lookEvery: lookEveryMs,
  tooOld: staleAfterMs,
  tooLate: expireAfterMs,
  optOut: optOutMs,
  unheard: unheardHours * hour,
  silent: silentHours * hour,
} as const

export type Figures = Readonly<Record<keyof typeof figures, number>>

/** The words for durations in each language, such as "four hours" or "un jour", to stand in a sentence. */
export const told = (language: OperatorLanguage, of: Figures = figures): Readonly<Record<keyof Figures, string>> =>
  Object.fromEntries(Object.entries(of).map(([name, ms]) => [name, durationIn(language, ms)])) as Record<
    keyof Figures,
    string
  >

/** A sum in US dollars, to stand in a sentence. */
export const usdIn = (language: OperatorLanguage, usd: number): string => {
  const digits = { minimumFractionDigits: 2, maximumFractionDigits: 2, trailingZeroDisplay: 'stripIfInteger' } as const
  return `${usd.toLocaleString(language, digits)}${language === 'fr' ? '\u00a0' : ' '}USD`
}

const units = [
  { ms: 365 * day, en: ['year', 'years'], fr: ['an', 'ans'], one: { en: 'a', fr: 'un' } },
  { ms: day, en: ['day', 'days'], fr: ['jour', 'jours'], one: { en: 'a', fr: 'un' } },
  { ms: hour, en: ['hour', 'hours'], fr: ['heure', 'heures'], one: { en: 'an', fr: 'une' } },
  { ms: minute, en: ['minute', 'minutes'], fr: ['minute', 'minutes'], one: { en: 'a', fr: 'une' } },
] as const

const small = {
  en: ['two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  fr: ['deux', 'trois', 'quatre', 'cinq', 'six', 'sept', 'huit', 'neuf', 'dix', 'onze', 'douze'],
} as const

const durationIn = (language: OperatorLanguage, ms: number): string => {
  const unit = units.find((one) => ms >= one.ms) ?? units[3]
  const count = Math.floor(ms / unit.ms)
  const [one, many] = unit[language]
  return count === 1 ? `${unit.one[language]} ${one}` : `${small[language][count - 2] ?? count} ${many}`
}
