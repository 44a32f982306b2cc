import { silentHours, unheardHours } from '../shared/rules/beat.ts'
import type { Language } from '../shared/rules/messages.ts'
import {
  day,
  deadLetterRetentionMs,
  expireAfterMs,
  hour,
  longestWaitMs,
  lookEveryMs,
  minute,
  optOutMs,
  queueRetentionMs,
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
  onItsWay: queueRetentionMs,
  deadLetters: deadLetterRetentionMs,
  unheard: unheardHours * hour,
  silent: silentHours * hour,
} as const

export type Figures = Readonly<Record<keyof typeof figures, number>>

/** The words for durations in each language, such as "four hours" or "un jour", to stand in a sentence. */
export const told = (language: Language, of: Figures = figures): Readonly<Record<keyof Figures, string>> =>
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

/** A duration in whole units, in words; in digits where replies are spoken, but not by operators. */
export const durationIn = (language: Language, ms: number): string => {
  const unit = units.find((one) => ms >= one.ms) ?? units[3]
  const count = Math.floor(ms / unit.ms)
  if (language !== 'en' && language !== 'fr')
    return new Intl.NumberFormat(language, { style: 'unit', unit: unit.en[0], unitDisplay: 'long' }).format(count)
  const [one, many] = unit[language]
  return count === 1 ? `${unit.one[language]} ${one}` : `${small[language][count - 2] ?? count} ${many}`
}
