/**
 * The note of a booking: when its reply is due, and a MAC by which the functions recognise a note of their own. An operator may write senders'
 * records, so a note without a right MAC proves no booking.
 */
export type BookingNote = { readonly dueAt: number; readonly mac: string }

/** Everything that is known about a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** When each reply was reserved, by the id of the text that it answers. */
  readonly replies: ReadonlyMap<string, number>
  /** The booking of each reply, by the id of the text that it answers. */
  readonly bookedFor: ReadonlyMap<string, BookingNote>
  /** The new booking of each reply that missed its hour and was booked again by send-reply, by the id of the text that it answers. */
  readonly bookedAnewFor: ReadonlyMap<string, BookingNote>
  /** How many texts came too soon after the last reply, or were keywords. */
  readonly strikes: number
  /** Fingerprints of the texts that were counted as strikes, so that a redelivered text is not counted again. */
  readonly struck: readonly string[]
  readonly blockedUntil: number
  /** When a block that an operator set ends. If `blockedUntil` is later, a rule has since blocked the sender for longer. */
  readonly blockedByHandUntil?: number
  readonly optedOutUntil: number
  /** When the first STOP of the opt-out was sent. */
  readonly optedOutSince: number
  /** The `sentAt` of a text that a siege held back, and of one on an earlier day. */
  readonly heldBackAt: number
  readonly heldBackBefore: number
  /** Set if this key is only an alias of another sender key. The other fields are not used then. */
  readonly alias?: Alias
  /** The keys that are aliases of this one, and until when all of them last. */
  readonly names: Names
}

/** `of` is the sender key that has the record. The alias is remembered until `until`. */
export type Alias = { readonly of: string; readonly until: number }

type Names = { readonly keys: readonly string[]; readonly until: number }

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
  heldBackBefore: 0,
  names: { keys: [], until: 0 },
}

/** The record with the booking of a reserved reply. */
export const withBooking = (record: SenderRecord, inboundId: string, note: BookingNote): SenderRecord => ({
  ...record,
  bookedFor: new Map([...record.bookedFor, [inboundId, note]]),
})

/** The record without the booking of a reply that `isOurs` doesn't recognise. */
export const withoutForeignBooking = (
  record: SenderRecord,
  inboundId: string,
  isOurs: (note: BookingNote) => boolean,
): SenderRecord => {
  const note = record.bookedFor.get(inboundId)
  if (note === undefined || isOurs(note)) return record
  return { ...record, bookedFor: new Map([...record.bookedFor].filter(([id]) => id !== inboundId)) }
}

/** The record with the new booking of a late reply. */
export const withBookingAnew = (record: SenderRecord, inboundId: string, note: BookingNote): SenderRecord => ({
  ...record,
  bookedAnewFor: new Map([...record.bookedAnewFor, [inboundId, note]]),
})

/** The record without a reservation. */
export const withoutReservation = (record: SenderRecord, inboundId: string): SenderRecord => ({
  ...record,
  replies: new Map([...record.replies].filter(([id]) => id !== inboundId)),
})

/**
 * The version of the next save. A new record starts with its expiry time, so that its version differs from that of any earlier record of
 * this sender. Otherwise a process that read a since-deleted record could overwrite the new one.
 */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)
