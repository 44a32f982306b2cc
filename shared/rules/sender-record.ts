import { lateAfterMs, longestWaitMs, lookEveryMs } from './timing.ts'

/** A reply that is promised to a text and paid for: when that was, and when it is due, from which limits count. */
export type PromisedReply = { readonly at: number; readonly dueAt: number }

/** Everything that is known about a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** By the id of the text that is answered. */
  readonly replies: ReadonlyMap<string, PromisedReply>
  /** How many texts came too soon after the last reply, or were keywords. */
  readonly strikes: number
  /** Fingerprints of the texts that were counted as strikes, so that a redelivered text is not counted again. */
  readonly struck: readonly string[]
  readonly blockedUntil: number
  /** When an operator's block ends. If `blockedUntil` is later, a rule has since blocked the sender for longer. */
  readonly blockedByHandUntil?: number
  readonly optedOutUntil: number
  /** When the first STOP of the opt-out was sent. */
  readonly optedOutSince: number
  /** When the last text that found no room in time was sent. */
  readonly turnedAwayAt: number
  /** Set while a text of the sender waits for room. */
  readonly waiting?: Waiting | undefined
  /** Set if this key is only an alias of another sender key. The other fields are not used then. */
  readonly alias?: Alias
  /** The keys that are aliases of this one, and until when all of them last. */
  readonly names: Names
}

/** A text that waits for room: its lot (`crowd.ts`), since when it waits, and whether its sender has texted again. */
export type Waiting = {
  readonly inboundId: string
  readonly sentAt: number
  readonly since: number
  readonly lot: number
  readonly asksAgain: boolean
}

/** `of` is the sender key that has the record. The alias is remembered until `until`. */
export type Alias = { readonly of: string; readonly until: number }

/** The most names of one person that are kept up. They are carriers' ids of people, so nobody can make them up. */
export const maxNames = 10

type Names = { readonly keys: readonly string[]; readonly until: number }

export const unknownSender: SenderRecord = {
  replies: new Map(),
  strikes: 0,
  struck: [],
  blockedUntil: 0,
  optedOutUntil: 0,
  optedOutSince: 0,
  turnedAwayAt: 0,
  names: { keys: [], until: 0 },
}

/** Returns the text that waits, unless its wait ended long ago: its message is gone, or an outage took its turns. */
export const waitingIn = ({ waiting }: SenderRecord, now: number): Waiting | undefined =>
  waiting !== undefined && now < waitEndsAt(waiting) ? waiting : undefined

/** When a wait is over, in milliseconds, even if the last look at it came late. */
export const waitEndsAt = ({ since, sentAt }: Waiting): number =>
  since + (since - sentAt > lateAfterMs ? longestWaitMs.late : longestWaitMs.onTime) + lookEveryMs

/** Returns the record without the text that waits. */
export const withoutWaiting = ({ waiting: _, ...record }: SenderRecord): SenderRecord => record

/** Returns the record with a reply to the text with this id. None of the sender's texts waits any more. */
export const withReply = (record: SenderRecord, inboundId: string, reply: PromisedReply): SenderRecord => ({
  ...withoutWaiting(record),
  replies: new Map([...record.replies, [inboundId, reply]]),
})

/** The version of the next save. A new record's differs from that of an earlier one, which a late save must not hit. */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)
