import { NamedError } from '../named-error.ts'
import type { CarrierName } from './carriers.ts'
import type { Language, Wordings } from './messages.ts'

/** A missed call is answered like a text, or ignored. */
export const callRules = ['answer', 'ignore'] as const

/** A phone number that people give out. */
export type Line = {
  readonly number: string
  readonly language: Language
  readonly budget: string
  readonly carrier: CarrierName
  /** Only for lines whose carrier takes calls. Missed calls are answered by default. */
  readonly calls?: (typeof callRules)[number] | undefined
  /** The destination that the question of a beat names, if it must name one; false if none is known: not asked. */
  readonly beatTo?: string | false | undefined
  /** The stage's texts by default. */
  readonly texts?: Wordings | undefined
}

/** At most `replies` replies to one sender in any period of `perMs`. */
export type Limit = { readonly replies: number; readonly perMs: number }

/** The most replies that may be booked into a clock hour, day and month (UTC). */
export type Quota = {
  readonly hour: number
  readonly day: number
  readonly month: number
  /** The least time between two replies' due times. Without it, they may be due at the same time. */
  readonly gapMs?: number | undefined
}

/** The part of a stage's settings that the functions need. It is passed to them as JSON in one environment variable. */
export type Config = {
  readonly lines: readonly Line[]
  readonly countries: readonly string[]
  readonly replyDelayMs: { readonly min: number; readonly max: number }
  readonly limits: readonly Limit[]
  readonly block: { readonly after: number; readonly forMs: number }
  readonly budgets: { readonly [name: string]: Quota }
  /** The least time between two requests to a carrier, of all lines or of each (`pacedBy`). Others aren't paced. */
  readonly sendIntervalMs?: Readonly<Partial<Record<CarrierName, number>>>
  readonly maxPricePerReplyUsd: number
  readonly texts: Wordings
  /** Asked when a beat is heard, for a watch elsewhere. */
  readonly heartbeatUrl?: string | undefined
}

/** Returns the quota of the budget with that name. Throws if there is none. */
export const quotaOf = ({ budgets }: Pick<Config, 'budgets'>, name: string): Quota => {
  const quota = budgets[name]
  if (quota === undefined) throw new NamedError('NotConfigured', `No budget is called ${name}`)
  return quota
}

/** Returns the line with this number or address, if the stage still has it. */
export const lineOf = ({ lines }: Pick<Config, 'lines'>, number: string): Line | undefined =>
  lines.find((line) => line.number === number)

/** Returns the texts that replace the project's defaults for the line with that number. */
export const textsOf = ({ lines, texts }: Pick<Config, 'lines' | 'texts'>, number: string): Wordings =>
  lineOf({ lines }, number)?.texts ?? texts
