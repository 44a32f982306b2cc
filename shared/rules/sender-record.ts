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
  /** The `sentAt` of the newest text of which it is noted that a siege held it back, at most one a day. */
  readonly turnedAwayAt: number
  /** Set if this key is only an alias of another sender key. The other fields are not used then. */
  readonly alias?: Alias
  /** The keys that are aliases of this one, and until when all of them last. */
  readonly names: Names
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

/** The record with a reply to the text with this id. */
export const withReply = (record: SenderRecord, inboundId: string, reply: PromisedReply): SenderRecord => ({
  ...record,
  replies: new Map([...record.replies, [inboundId, reply]]),
})

/** The version of the next save. A new record's differs from that of an earlier one, which a late save must not hit. */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)
