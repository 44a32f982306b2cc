import type { InboundTopic } from '../../shared/inbound.ts'

/** A text as its sender knows it. */
export type TextSent = { readonly id: string; readonly from: string; readonly words: string; readonly sentAt: number }

/** A carrier with an inbound topic of its own, for tests without a cloud. */
export type OwnTopic = {
  readonly topic: (keyOf: (words: string) => string) => InboundTopic
  /** The message of a notification about texts to a line, which is given by its address. */
  readonly eventOf: (line: string, texts: readonly TextSent[]) => string
}
