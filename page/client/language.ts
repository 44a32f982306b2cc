import { addressOf } from '../../settings/lines.ts'
import { english, type Words } from './english.ts'
import { french } from './french.ts'
import type { Line, Stage } from './protocol.ts'

/** French if the browser is in French, otherwise English. The dashboard and the alarms are in the language of settings. */
export const language: 'en' | 'fr' = /^fr\b/i.test(navigator.language) ? 'fr' : 'en'

export const words: Words = language === 'fr' ? french : english

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

/** A line's address, which texts are sent to, and its name for people. */
export type NamedLine = { readonly address: string; readonly name: string }

export const namedLines = (stage: Stage | undefined): readonly NamedLine[] =>
  stage?.lines.map((line) => ({ address: addressOf(line, line.number), name: nameOf(line) })) ?? []

export const nameOfLine = (stage: Stage | undefined, address: string): string =>
  namedLines(stage).find((line) => line.address === address)?.name ?? address

const nameOf = ({ number, network }: Line): string =>
  network === undefined ? number : words.onNetwork(number, network)
