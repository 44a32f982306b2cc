import { language } from './language.ts'

const locale = navigator.language
const clock = new Intl.DateTimeFormat(locale, { timeStyle: 'medium' })
const calendar = new Intl.DateTimeFormat(locale, { dateStyle: 'short', timeStyle: 'short' })
const minutes = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })

/** The time of day, with the date if it isn't today. */
export const timeOf = (iso: string): string => {
  const date = new Date(iso)
  return date.toDateString() === new Date().toDateString() ? clock.format(date) : calendar.format(date)
}

/** A time of day, as exact as axis marks at this distance need. */
export const markOf = (epochSeconds: number, apartSeconds: number): string =>
  (apartSeconds < 60 ? clock : minutes).format(epochSeconds * 1000)

export const numberOf = (value: number): string => number.format(value)

/** Converts a sum in US dollars to the currency of the stage. */
export const moneyOf = (usd: number, { code, perUsd }: { readonly code: string; readonly perUsd: number }): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: code }).format(usd * perUsd)

/** "1–2 seconds" or "45–75 minutes". */
export const delayOf = ({ min, max }: { readonly min: number; readonly max: number }): string => {
  const [unit, unitMs] = max < 120_000 ? ['second', 1000] : ['minute', 60_000]
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).formatRange(
    min / unitMs,
    max / unitMs,
  )
}
