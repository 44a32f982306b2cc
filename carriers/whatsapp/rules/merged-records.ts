import type { SenderRecord } from '../../../shared/rules/sender-record.ts'
import { maxStruck } from '../../../shared/rules/throttle.ts'

/** Merges two records of one person. Merging the same record twice changes nothing. */
export const merged = (one: SenderRecord, other: SenderRecord): SenderRecord => ({
  replies: new Map([...other.replies, ...one.replies]),
  bookedFor: new Map([...other.bookedFor, ...one.bookedFor]),
  bookedAnewFor: new Map([...other.bookedAnewFor, ...one.bookedAnewFor]),
  strikes: Math.max(one.strikes, other.strikes),
  struck: [...new Set([...other.struck, ...one.struck])].slice(-maxStruck),
  blockedUntil: Math.max(one.blockedUntil, other.blockedUntil),
  optedOutUntil: Math.max(one.optedOutUntil, other.optedOutUntil),
  optedOutSince: earlierOf(one.optedOutSince, other.optedOutSince),
  heldBackAt: Math.max(one.heldBackAt, other.heldBackAt),
  heldBackBefore: Math.max(one.heldBackBefore, other.heldBackBefore),
  ...(one.alsoKnownAs && { alsoKnownAs: one.alsoKnownAs }),
})

/** Returns the earlier of two times, where 0 means none. */
const earlierOf = (a: number, b: number): number => (a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b))
