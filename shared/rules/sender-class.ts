import type { InboundText } from './inbound-text.ts'
import type { SenderRecord } from './sender-record.ts'
import { comesBackAfterMs, comesBackWithinMs, turnedAwayMemoryMs } from './timing.ts'

/**
 * The classes of senders. `new` and `returning` share room, then `last` gets it. `returning`: whoever was noted as
 * turned away, or waits, and texts again that day, but not within minutes, as people do and floods don't. `last`: who
 * had a reply that is remembered, or was last noted as turned away one to seven days ago, as numbers are that a flood
 * uses in turn.
 */
export const senderClasses = ['new', 'returning', 'last'] as const
export type SenderClass = (typeof senderClasses)[number]

/** Returns the class of the sender of a text. */
export const senderClassOf = (inbound: InboundText, record: SenderRecord): SenderClass => {
  const sinceTurnedAwayMs = inbound.sentAt - record.turnedAwayAt
  const isReturning = sinceTurnedAwayMs >= comesBackAfterMs && sinceTurnedAwayMs < comesBackWithinMs
  const comesDaysLater = sinceTurnedAwayMs >= comesBackWithinMs && sinceTurnedAwayMs < turnedAwayMemoryMs
  if (record.replies.size > 0 || comesDaysLater) return 'last'
  return isReturning || record.waiting?.asksAgain ? 'returning' : 'new'
}

/** Returns whether a text comes so soon after one that was turned away that it is turned away, too. */
export const isTooSoon = ({ sentAt }: InboundText, { turnedAwayAt }: SenderRecord): boolean =>
  Math.abs(sentAt - turnedAwayAt) < comesBackAfterMs

/** Returns the record with a note that a text sent at `sentAt` was turned away. */
export const noteTurnedAway = (record: SenderRecord, sentAt: number): SenderRecord =>
  sentAt <= record.turnedAwayAt ? record : { ...record, turnedAwayAt: sentAt }
