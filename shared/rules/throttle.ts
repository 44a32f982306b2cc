import type { InboundSms } from './inbound-sms.ts'
import { keywordOf } from './opt-out.ts'
import type { Limit, Policy } from './policy.ts'
import { day, heldBackMs, queueRetentionMs } from './timing.ts'

/** All that is known of a sender. Times are milliseconds; 0 means never. */
export type SenderRecord = {
  /** When a reply was reserved, by the id of the text that it answers. */
  readonly replies: ReadonlyMap<string, number>
  /** Texts since the last reply that got silence because it was so recent, and keywords. */
  readonly strikes: number
  readonly blockedUntil: number
  readonly optedOutUntil: number
  /** When a text was sent that a siege held back. */
  readonly heldBackAt: number
}

export const unknownSender: SenderRecord = {
  replies: new Map(),
  strikes: 0,
  blockedUntil: 0,
  optedOutUntil: 0,
  heldBackAt: 0,
}

/** What becomes of a text. A `record` is what to remember from now on; without one nothing changes. */
export type Decision =
  | { readonly kind: 'reply'; readonly earlierReplies: number; readonly record: SenderRecord }
  /** A reply was reserved for this very text before: it is a duplicate, or its first handling was cut short. The record takes it over. */
  | { readonly kind: 'again'; readonly earlierReplies: number; readonly record: SenderRecord }
  | Silence

export type Silence = {
  readonly kind: 'silent'
  readonly reason: 'opted-out' | 'blocked' | 'answered-recently'
  readonly record?: SenderRecord
  /** Set when this text is the one strike too many. */
  readonly nowBlocked?: true
}

type Rules = Pick<Policy, 'limits' | 'block'>

export const optOutMs = 365 * day

/** Decides what becomes of a text that passed the screen. Pure and total; it only ever errs on the silent side. */
export const decide = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const reservedAt = record.replies.get(sms.inboundId)
  if (reservedAt !== undefined) return again(record, sms, reservedAt)
  const keyword = keywordOf(sms.text)
  const optedOut = record.optedOutUntil > now
  const blocked = record.blockedUntil > now
  // A blocked sender can opt out, but can't go on writing to the store by opting in and out.
  if (keyword === 'stop' && !(optedOut && blocked)) return optOut(record, sms, rules, now)
  if (keyword === 'start' && optedOut && !blocked) return optIn(record, sms, rules, now)
  if (optedOut) return { kind: 'silent', reason: 'opted-out' }
  if (blocked) return { kind: 'silent', reason: 'blocked' }
  if (rules.limits.every((limit) => leavesRoom(limit, record, now))) return reply(record, sms, rules, now)
  return { kind: 'silent', reason: 'answered-recently', ...strike(record, rules, now) }
}

/** Gives a reservation back. */
export const withoutReservation = (record: SenderRecord, inboundId: string): SenderRecord => ({
  ...record,
  replies: new Map([...record.replies].filter(([id]) => id !== inboundId)),
})

/** When no rule needs the record any more; now, if none does. */
export const forgetAt = (record: SenderRecord, rules: Rules, now: number): number =>
  Math.max(
    now,
    newest(record) + memoryMs(rules),
    record.blockedUntil,
    record.optedOutUntil,
    record.heldBackAt + heldBackMs,
  )

/**
 * A record that is new has a version that no record of its sender had before: whoever has read one that was deleted since must
 * not take the new one for it.
 */
export const nextVersion = (version: number, expiresAt: number): number => (version === 0 ? expiresAt : version + 1)

/** The n-th newest reservation must be a whole window old. One in the future (a clock went backwards) is not. */
const leavesRoom = ({ replies, perMs }: Limit, record: SenderRecord, now: number): boolean => {
  const nthNewest = [...record.replies.values()].sort((a, b) => b - a)[replies - 1]
  return nthNewest === undefined || now - nthNewest >= perMs
}

const reply = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const remembered = [...record.replies].filter(([, reservedAt]) => now - reservedAt < memoryMs(rules))
  const replies = new Map([...remembered, [sms.inboundId, now]])
  return { kind: 'reply', earlierReplies: remembered.length, record: { ...record, replies, strikes: 0 } }
}

/** A reservation that is taken over is a moment younger, so that whoever made it can tell, and leaves it alone. */
const again = (record: SenderRecord, { inboundId }: InboundSms, reservedAt: number): Decision => {
  const replies = new Map([...record.replies, [inboundId, reservedAt + 1]])
  return { kind: 'again', earlierReplies: earlierReplies(record, reservedAt), record: { ...record, replies } }
}

/** One text too many; with the last one that the policy allows, the sender is blocked. */
const strike = (record: SenderRecord, { block }: Rules, now: number): Pick<Silence, 'record' | 'nowBlocked'> => {
  const strikes = record.strikes + 1
  if (strikes < block.after) return { record: { ...record, strikes } }
  const blockedUntil = Math.max(record.blockedUntil, now + block.forMs)
  return { record: { ...record, strikes: 0, blockedUntil }, nowBlocked: true }
}

/** Delivery is unordered, so each STOP counts from when it was sent; and each is a strike, so that nobody repeats it for ever. */
const optOut = (record: SenderRecord, { sentAt }: InboundSms, rules: Rules, now: number): Decision => {
  const optedOutUntil = Math.max(record.optedOutUntil, sentAt + optOutMs)
  return { kind: 'silent', reason: 'opted-out', ...strike({ ...record, optedOutUntil }, rules, now) }
}

/** A START that was sent before the last STOP ends nothing. */
const optIn = (record: SenderRecord, { sentAt }: InboundSms, rules: Rules, now: number): Decision => {
  const stoppedAt = record.optedOutUntil - optOutMs
  const optedOutUntil = sentAt < stoppedAt ? record.optedOutUntil : 0
  return { kind: 'silent', reason: 'opted-out', ...strike({ ...record, optedOutUntil }, rules, now) }
}

/** A reservation is kept while a limit counts it, and while its text may still be redelivered. */
const memoryMs = ({ limits }: Rules): number => Math.max(queueRetentionMs, ...limits.map(({ perMs }) => perMs))

const newest = (record: SenderRecord): number => Math.max(0, ...[...record.replies.values()])

const earlierReplies = (record: SenderRecord, reservedAt: number): number =>
  [...record.replies.values()].filter((at) => at < reservedAt).length
