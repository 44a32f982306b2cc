import type { Config, Limit } from './config.ts'
import { fingerprint } from './fingerprint.ts'
import type { InboundSms } from './inbound-sms.ts'
import { keywordOf } from './opt-out.ts'
import type { SenderRecord } from './sender-record.ts'
import { heldBackMs, minute, optOutMs, queueRetentionMs } from './timing.ts'

/** What becomes of a text. A `record` is what to remember from now on; without one nothing changes. */
export type Decision =
  | { readonly kind: 'reply'; readonly earlierReplies: number; readonly record: SenderRecord }
  /** A reply was reserved for this very text before: it is a duplicate, or its first handling was cut short. The record takes it over. */
  | { readonly kind: 'again'; readonly earlierReplies: number; readonly record: SenderRecord }
  /** The same, but its reply is booked: at most it has to be put on its queue once more. */
  | { readonly kind: 'booked'; readonly earlierReplies: number; readonly dueAt: number; readonly record?: never }
  | Silence

type Silence = {
  readonly kind: 'silent'
  readonly reason: 'opted-out' | 'blocked' | 'answered-recently'
  readonly record?: SenderRecord
  /** Set when this text is the one strike too many. */
  readonly nowBlocked?: true
}

type Rules = Pick<Config, 'limits' | 'block'>

/** For so long after the first STOP, START takes it back: for those who mistype. */
const startWindowMs = 10 * minute

/** The texts last struck that are remembered: with more, a record would not fit the kilobyte that one write unit writes. */
export const maxStruck = 50

/** Decides what becomes of a text that passed the screen. Pure and total; it only ever errs on the silent side. */
export const decide = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const reservedAt = record.replies.get(sms.inboundId)
  if (reservedAt !== undefined) return again(record, sms, reservedAt)
  const keyword = keywordOf(sms.text)
  const optedOut = record.optedOutUntil > now
  const isBlocked = record.blockedUntil > now
  // A blocked sender can opt out, but can't go on writing to the store by opting in and out.
  if (keyword === 'stop' && !(optedOut && isBlocked)) return optOut(record, sms, rules, now)
  if (keyword === 'start' && optedOut && !isBlocked && endsOptOut(record, sms)) return optIn(record, sms, rules, now)
  if (optedOut) return { kind: 'silent', reason: 'opted-out' }
  if (isBlocked) return { kind: 'silent', reason: 'blocked' }
  if (rules.limits.every((limit) => leavesRoom(limit, record, now))) return reply(record, sms, rules, now)
  return { kind: 'silent', reason: 'answered-recently', ...strike(record, sms, rules, now) }
}

/** Whether a START ends its sender's opt-out: for good, nobody undoes one with texts in the sender's name. */
export const endsOptOut = ({ optedOutSince, optedOutUntil }: SenderRecord, { sentAt }: InboundSms): boolean => {
  const lastStopAt = optedOutUntil - optOutMs
  return sentAt >= lastStopAt && sentAt - optedOutSince <= startWindowMs
}

/** The record with a block that begins now. */
export const blocked = (record: SenderRecord, { block }: Pick<Rules, 'block'>, now: number): SenderRecord => ({
  ...record,
  strikes: 0,
  blockedUntil: Math.max(record.blockedUntil, now + block.forMs),
})

/** When no rule needs the record any more; now, if none does. */
export const forgetAt = (record: SenderRecord, rules: Rules, now: number): number =>
  Math.max(
    now,
    newest(record) + memoryMs(rules),
    // While a text that was a strike may still be redelivered, its mark is needed.
    record.struck.length > 0 ? now + queueRetentionMs : 0,
    record.blockedUntil,
    record.optedOutUntil,
    record.heldBackAt + heldBackMs,
  )

/** The n-th newest reservation must be a whole window old. One in the future (a clock went backwards) is not. */
const leavesRoom = ({ replies, perMs }: Limit, record: SenderRecord, now: number): boolean => {
  const nthNewest = [...record.replies.values()].sort((a, b) => b - a)[replies - 1]
  return nthNewest === undefined || now - nthNewest >= perMs
}

const reply = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const remembered = [...record.replies].filter(([, reservedAt]) => now - reservedAt < memoryMs(rules))
  const replies = new Map([...remembered, [sms.inboundId, now]])
  const ofRemembered = (bookings: ReadonlyMap<string, number>) =>
    new Map([...bookings].filter(([id]) => replies.has(id)))
  const [bookedFor, bookedAnewFor] = [ofRemembered(record.bookedFor), ofRemembered(record.bookedAnewFor)]
  return {
    kind: 'reply',
    earlierReplies: remembered.length,
    record: { ...record, replies, bookedFor, bookedAnewFor, strikes: 0 },
  }
}

/** A reservation that is taken over is a moment younger, so that whoever made it can tell, and leaves it alone. */
const again = (record: SenderRecord, { inboundId }: InboundSms, reservedAt: number): Decision => {
  const earlierReplies = [...record.replies.values()].filter((at) => at < reservedAt).length
  const dueAt = record.bookedFor.get(inboundId)
  if (dueAt !== undefined) return { kind: 'booked', earlierReplies, dueAt }
  const replies = new Map([...record.replies, [inboundId, reservedAt + 1]])
  return { kind: 'again', earlierReplies, record: { ...record, replies } }
}

/** Each STOP counts from when it was sent, since delivery is unordered; and it is a strike, so that nobody repeats it for ever. */
const optOut = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const optedOutSince = record.optedOutUntil > now ? Math.min(record.optedOutSince, sms.sentAt) : sms.sentAt
  const optedOutUntil = Math.max(record.optedOutUntil, sms.sentAt + optOutMs)
  return {
    kind: 'silent',
    reason: 'opted-out',
    ...strike({ ...record, optedOutSince, optedOutUntil }, sms, rules, now),
  }
}

const optIn = (record: SenderRecord, sms: InboundSms, rules: Rules, now: number): Decision => {
  const optedIn = { ...record, optedOutSince: 0, optedOutUntil: 0 }
  return { kind: 'silent', reason: 'opted-out', ...strike(optedIn, sms, rules, now) }
}

/** One text too many; with the last one that the config allows, the sender is blocked. A text that was one before changes nothing. */
const strike = (
  record: SenderRecord,
  { inboundId }: InboundSms,
  { block }: Rules,
  now: number,
): Pick<Silence, 'record' | 'nowBlocked'> => {
  const mark = fingerprint(inboundId)
  if (record.struck.includes(mark)) return {}
  const struck = [...record.struck, mark].slice(-maxStruck)
  const strikes = record.strikes + 1
  if (strikes < block.after) return { record: { ...record, strikes, struck } }
  return { record: { ...blocked(record, { block }, now), struck }, nowBlocked: true }
}

/** A reservation is kept while a limit counts it, and while its text may still be redelivered. */
const memoryMs = ({ limits }: Rules): number => Math.max(queueRetentionMs, ...limits.map(({ perMs }) => perMs))

const newest = (record: SenderRecord): number => Math.max(0, ...[...record.replies.values()])
