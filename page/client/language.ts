import type { OperatorLanguage } from '../../settings/values.ts'
import { addressOf } from '../../shared/rules/carriers.ts'
import { hour, minute } from '../../shared/rules/timing.ts'
import { english, type Words } from './english.ts'
import { french } from './french.ts'
import type { Stage } from './protocol.ts'

/** The page speaks as the alarms do, whatever the browser: the server writes the language into it. */
const language: OperatorLanguage = document.documentElement.lang === 'fr' ? 'fr' : 'en'

export const words: Words = language === 'fr' ? french : english

const locale = navigator.languages.find((one) => one.split('-')[0] === language) ?? language
const number = new Intl.NumberFormat(locale, { maximumFractionDigits: 2 })
const here = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** A time as the command line writes it, always in UTC. Without the date if that is today's, but with seconds. */
export const timeOf = (time: string): string => {
  const iso = new Date(time).toISOString()
  const isToday = iso.slice(0, 10) === new Date(Date.now()).toISOString().slice(0, 10)
  return `${isToday ? iso.slice(11, 19) : iso.slice(0, 16).replace('T', ' ')} UTC`
}

/** The time in UTC, and what a clock shows here if that differs. */
export const clockOf = (now: number): { readonly utc: string; readonly here: string | undefined } => {
  const utc = new Date(now).toISOString().slice(11, 16)
  const shown = here.format(now)
  return { utc: `${utc} UTC`, here: shown === utc ? undefined : shown }
}

export const numberOf = (value: number): string => number.format(value)

/** Converts a sum in US dollars to the currency of the stage. */
export const moneyOf = (usd: number, { code, perUsd }: { readonly code: string; readonly perUsd: number }): string =>
  new Intl.NumberFormat(locale, { style: 'currency', currency: code, trailingZeroDisplay: 'stripIfInteger' }).format(
    usd * perUsd,
  )

/** "A, B or C". */
export const anyOf = (names: readonly string[]): string =>
  new Intl.ListFormat(language, { type: 'disjunction' }).format(names)

/** "3 hours" or, below one, "12 minutes". */
export const spanOf = (ms: number): string => {
  const [unit, unitMs] = ms < hour ? (['minute', minute] as const) : (['hour', hour] as const)
  return new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(Math.ceil(ms / unitMs))
}

/** "15 s" or "4 min". */
export const secondsOf = (seconds: number): string =>
  seconds < 60 ? `${numberOf(seconds)}\u00a0s` : `${numberOf(seconds / 60)}\u00a0min`

/** A line's address, which texts are sent to, and its name for people. */
export type NamedLine = { readonly address: string; readonly name: string }

export const namedLines = (stage: Stage | undefined): readonly NamedLine[] =>
  stage?.lines.map(({ number, network, carrier }) => ({
    address: addressOf({ carrier }, number),
    name: network === undefined ? number : words.onNetwork(number, network),
  })) ?? []

export const nameOfLine = (stage: Stage | undefined, address: string): string =>
  namedLines(stage).find((line) => line.address === address)?.name ?? address
