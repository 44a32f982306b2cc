import { lateAfterMs, longestWaitMs, lookEveryMs } from './timing.ts'

/** A reply that was promised to a text, and booked, at `at`. Limits count from `dueAt`, or from when it left later. */
export type PromisedReply = { readonly at: number; readonly dueAt: number }

/** Everything that is known about a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** By the id of the text that is answered. */
  readonly replies: ReadonlyMap<string, PromisedReply>
  /** The number of strikes since the last reply or block: texts that came too soon, or keywords (throttle.ts). */
  readonly strikes: number
  /** Fingerprints of the texts that were counted as strikes, so that a redelivered text is not counted again. */
  readonly struck: readonly string[]
  readonly blockedUntil: number
  /** The end of an operator's block. If `blockedUntil` is later, a rule has since blocked the sender for longer. */
  readonly blockedByHandUntil: number
  readonly optedOutUntil: number
  /** The time at which the first STOP of the opt-out reached us. */
  readonly optedOutSince: number
  /** The sending time of the newest text that is noted as turned away. */
  readonly turnedAwayAt: number
  /** Set while a text of the sender waits for room. */
  readonly waiting: Waiting | undefined
}

/** A text that waits for room: its lot (`crowd.ts`), since when it waits, and whether its sender asks again later. */
export type Waiting = {
  readonly inboundId: string
  readonly sentAt: number
  readonly since: number
  readonly lot: number
  readonly asksAgain: boolean
}

export const unknownSender: SenderRecord = {
  replies: new Map(),
  strikes: 0,
  struck: [],
  blockedUntil: 0,
  blockedByHandUntil: 0,
  optedOutUntil: 0,
  optedOutSince: 0,
  turnedAwayAt: 0,
  waiting: undefined,
}

/** Returns the text that waits, unless its wait ended long ago: its message is gone, or an outage took its looks. */
export const waitingIn = ({ waiting }: SenderRecord, now: number): Waiting | undefined =>
  waiting !== undefined && now < waitEndsAt(waiting) ? waiting : undefined

/** Returns when a wait is over, in milliseconds, even if the last look at it came late. */
export const waitEndsAt = ({ since, sentAt }: Waiting): number =>
  since + (since - sentAt > lateAfterMs ? longestWaitMs.late : longestWaitMs.onTime) + lookEveryMs

/** Returns the record with a reply to the text with this id. None of the sender's texts waits any more. */
export const withReply = (record: SenderRecord, inboundId: string, reply: PromisedReply): SenderRecord => ({
  ...record,
  waiting: undefined,
  replies: new Map([...record.replies, [inboundId, reply]]),
})

/** Returns the next version. The first is an expiry, not 1, so that an erased record's version can't match again. */
export const nextVersion = (version: number, expiresAt: number): number =>
  version === 0 || version === noVersion ? expiresAt : version + 1

/** Stands for a stored version that we can't have written. A save that expects it replaces whatever is there. */
export const noVersion = Infinity
