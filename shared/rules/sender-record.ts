/** All that is known of a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** When a reply was reserved, by the id of the text that it answers. */
  readonly replies: ReadonlyMap<string, number>
  /** When a reserved reply is due, by the same id, once that is booked. */
  readonly bookedFor: ReadonlyMap<string, number>
  /** When it is due now, if its hour was missed and send-reply has booked another. */
  readonly bookedAnewFor: ReadonlyMap<string, number>
  /** Texts since the last reply that got silence because it was so recent, and keywords. */
  readonly strikes: number
  /** Marks of the texts that were strikes lately: one that is delivered again is none. */
  readonly struck: readonly string[]
  readonly blockedUntil: number
  readonly optedOutUntil: number
  /** When the STOP was sent that began the opt-out; 0 also where an older version noted it. */
  readonly optedOutSince: number
  /** When a text was sent that a siege held back. */
  readonly heldBackAt: number
}

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

/** Notes when a reserved reply is due. */
export const withBooking = (record: SenderRecord, inboundId: string, dueAt: number): SenderRecord => ({
  ...record,
  bookedFor: new Map([...record.bookedFor, [inboundId, dueAt]]),
})

/** Notes when a reply is due that has missed its hour. */
export const withBookingAnew = (record: SenderRecord, inboundId: string, dueAt: number): SenderRecord => ({
  ...record,
  bookedAnewFor: new Map([...record.bookedAnewFor, [inboundId, dueAt]]),
})

/** Gives a reservation back. */
export const withoutReservation = (record: SenderRecord, inboundId: string): SenderRecord => ({
  ...record,
  replies: new Map([...record.replies].filter(([id]) => id !== inboundId)),
})

/**
 * A record that is new has a version that no record of its sender had before: whoever has read one that was deleted since must
 * not take the new one for it.
 */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)
