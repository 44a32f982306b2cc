import type { InboundTopic } from '../../shared/inbound.ts'

type Content = { readonly id: string; readonly from: string; readonly words: string; readonly sentAt: number }
/** A text as its sender knows it, and which of the sender's names it shows: by default all. */
export type TextSent = Content & { readonly shows?: 'number' | 'id' | undefined }

/** A carrier with an inbound topic of its own, for tests without a cloud. */
export type OwnTopic = {
  readonly topic: (keyOf: (words: string) => string) => InboundTopic
  /** The second name of a sender, if the carrier knows senders by several. */
  readonly idOf?: (number: string) => string
  /** The message of a notification about texts to a line, which is given by its address. */
  readonly eventOf: (line: string, texts: readonly TextSent[]) => string
}
