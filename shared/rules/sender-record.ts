/** Everything that is known about a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** When a reply was reserved, by the id of the text that it answers. */
  readonly replies: ReadonlyMap<string, number>
  /** When a reserved reply is due, by the same id, once that is booked. */
  readonly bookedFor: ReadonlyMap<string, number>
  /** The new due time, if its hour was missed and send-reply has booked another. */
  readonly bookedAnewFor: ReadonlyMap<string, number>
  /** How many texts came too soon after the last reply, or were keywords. */
  readonly strikes: number
  /** Fingerprints of the texts that were counted as strikes, so that a redelivered text is not counted again. */
  readonly struck: readonly string[]
  readonly blockedUntil: number
  /** The same if an operator has blocked the sender, and no rule has since for longer. */
  readonly blockedByHandUntil?: number
  readonly optedOutUntil: number
  /** When the first STOP of the opt-out was sent. 0 if an older version has stored the opt-out. */
  readonly optedOutSince: number
  /** When a text was sent that a siege held back. */
  readonly heldBackAt: number
  /** Set if this is another name of a sender: then nothing else is kept here. */
  readonly alias?: Alias
}

/** Where the record of a sender is who was known by another name, and until when that is remembered. */
type Alias = { readonly of: string; readonly until: number }

export const unknownSender: SenderRecord = {
  replies: new Map(),
  bookedFor: new Map(),
  bookedAnewFor: new Map(),
  strikes: 0,
  struck: [],
  blockedUntil: 0,
  optedOutUntil: 0,
  optedOutSince: 0,
  heldBackAt: 0,
}

/** The record with the due time of a reserved reply. */
export const withBooking = (record: SenderRecord, inboundId: string, dueAt: number): SenderRecord => ({
  ...record,
  bookedFor: new Map([...record.bookedFor, [inboundId, dueAt]]),
})

/** The record with the new due time of a late reply. */
export const withBookingAnew = (record: SenderRecord, inboundId: string, dueAt: number): SenderRecord => ({
  ...record,
  bookedAnewFor: new Map([...record.bookedAnewFor, [inboundId, dueAt]]),
})

/** The record without a reservation. */
export const withoutReservation = (record: SenderRecord, inboundId: string): SenderRecord => ({
  ...record,
  replies: new Map([...record.replies].filter(([id]) => id !== inboundId)),
})

/**
 * A new record gets a version that no earlier record of this sender had. Otherwise a process that has read a record which was deleted since
 * could overwrite the new one.
 */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)
