import type { AwsUse } from './aws-use.ts'
import type { Text } from './traffic.ts'

/** A reply that was sent. `at` is in milliseconds. */
export type Reply = { readonly text: Text; readonly at: number; readonly parts: number }

/** What a number did with the texts of a replay. Each was answered or silenced. */
export type ReplayOutcome = {
  readonly received: readonly Text[]
  readonly replies: readonly Reply[]
  readonly silences: readonly { readonly text: Text; readonly reason: string }[]
  readonly aws?: AwsUse
  /** When bookings were first far enough ahead of the calendar for the alarm `month-ahead`. */
  readonly monthAheadAt?: number | undefined
}

/** What a bot texts back to a reply; undefined if the reply went to a person. */
export type TextBack = (reply: Reply) => Text | undefined

/** The texts of a replay in the order of their arrival, and how bots text back. */
export type Scene = { readonly texts: readonly Text[]; readonly textBack: TextBack }
