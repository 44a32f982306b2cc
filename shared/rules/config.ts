import type { CarrierName } from '../../carriers/registry.ts'
import type { Language, Texts } from './messages.ts'

/** What becomes of a missed call: an answer like a text's, or nothing. */
export const callRules = ['answer', 'ignore'] as const

/** A number that is given out. */
export type Line = {
  readonly number: string
  readonly language: Language
  readonly budget: string
  readonly carrier: CarrierName
  /** Of a line whose carrier takes calls; without a rule it answers. */
  readonly calls?: (typeof callRules)[number] | undefined
  /** Without its own, it has the stage's. */
  readonly texts?: Texts | undefined
}

/** At most `replies` to one sender in any `perMs`. */
export type Limit = { readonly replies: number; readonly perMs: number }

/** Parts that may be sent in a clock hour, day and month (UTC). */
export type BudgetLimits = { readonly hour: number; readonly day: number; readonly month: number }

/** `gapMs` is the least time between the due times of two replies. Without it, they may be due at the same time. */
export type Budget = BudgetLimits & { readonly gapMs?: number | undefined }

/** What the functions need of a stage's settings. It reaches them as JSON in one environment variable. */
export type Config = {
  readonly lines: readonly Line[]
  readonly countries: readonly string[]
  readonly replyDelayMs: { readonly min: number; readonly max: number }
  readonly limits: readonly Limit[]
  readonly block: { readonly after: number; readonly forMs: number }
  readonly budgets: { readonly [name: string]: Budget }
  readonly maxPricePerReplyUsd: number
  readonly texts: Texts
}

/** The budget of that name; throws if there is none. */
export const budgetOf = ({ budgets }: Pick<Config, 'budgets'>, name: string): Budget => {
  const budget = budgets[name]
  if (budget === undefined) throw new Error(`No budget is called ${name}`)
  return budget
}

/** A number that is no line has the default carrier, which refuses it. */
export const carrierOf = ({ lines }: Pick<Config, 'lines'>, number: string): CarrierName =>
  lines.find((line) => line.number === number)?.carrier ?? 'aws'

/** What the line with that number answers, where it is not the project's default. */
export const textsOf = ({ lines, texts }: Pick<Config, 'lines' | 'texts'>, number: string): Texts =>
  lines.find((line) => line.number === number)?.texts ?? texts
