import type { AwsUse } from './aws-use.ts'
import type { Text } from './traffic.ts'

/** A reply as it went out. */
export type Reply = { readonly text: Text; readonly at: number; readonly parts: number }

/** What a number did with the texts of a siege: each was answered or silenced. */
export type Account = {
  readonly received: readonly Text[]
  readonly replies: readonly Reply[]
  readonly silences: readonly { readonly text: Text; readonly reason: string }[]
  readonly aws?: AwsUse
  /** When bookings were first so far ahead of the calendar that people are told. */
  readonly monthAheadAt?: number | undefined
}

/** What a bot says to a reply; nothing, for people. */
export type Retort = (reply: Reply) => Text | undefined

/** Texts in the order of their arrival, and who answers back. */
export type Scene = { readonly texts: readonly Text[]; readonly retort: Retort }
