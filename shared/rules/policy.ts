import type { Language, Texts } from './messages.ts'

/** A number that is given out. */
export type Line = { readonly number: string; readonly language: Language; readonly budget: string }

/** At most `replies` to one sender in any `perMs`. */
export type Limit = { readonly replies: number; readonly perMs: number }

/** Parts that may be sent in a clock hour, day and month (UTC). */
export type BudgetLimits = { readonly hour: number; readonly day: number; readonly month: number }

/** What the functions need of a stage's settings; it reaches them as JSON in one environment variable. */
export type Policy = {
  readonly lines: readonly Line[]
  readonly countries: readonly string[]
  readonly replyDelayMs: { readonly min: number; readonly max: number }
  readonly limits: readonly Limit[]
  readonly block: { readonly after: number; readonly forMs: number }
  readonly budgets: { readonly [name: string]: BudgetLimits }
  readonly maxPricePerReplyUsd: number
  readonly texts: Texts
}
