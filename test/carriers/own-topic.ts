import type { InboundTopic } from '../../carriers/carrier-inbound.ts'

/** A text as whoever sends it knows it. */
export type TextSent = { readonly id: string; readonly from: string; readonly words: string; readonly sentAt: number }

/** A carrier whose texts come by a topic of its own, for tests that have no cloud. */
export type OwnTopic = {
  readonly topic: (keyOf: (words: string) => string) => InboundTopic
  /** The message of a notification that tells of texts to a line; `line` is its address. */
  readonly eventOf: (line: string, texts: readonly TextSent[]) => string
}
