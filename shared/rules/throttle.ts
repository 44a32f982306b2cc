import type { Config, Limit } from './config.ts'
import type { InboundText } from './inbound-text.ts'
import { fingerprint } from './likeness.ts'
import { keywordOf } from './opt-out.ts'
import { type PromisedReply, type SenderRecord, waitEndsAt } from './sender-record.ts'
import type { Outcome } from './telemetry.ts'
import {
  day,
  expireAfterMs,
  hour,
  minute,
  optOutMs,
  publishMarginMs,
  queueRetentionMs,
  staleAfterMs,
  turnedAwayMemoryMs,
} from './timing.ts'

/** The decision about a text by its sender's record. */
export type Decision =
  /** A new reply. `record` lacks it until it is booked. */
  | { readonly kind: 'reply'; readonly earlierReplies: number; readonly record: SenderRecord }
  /** The record has a reply to this text: it is a duplicate, or its first handling was cut short. */
  | { readonly kind: 'promised'; readonly earlierReplies: number; readonly dueAt: number }
  | Silence

/** Without `record`, nothing is stored. */
export type Silence = {
  readonly kind: 'silent'
  readonly reason: 'opted-out' | 'stale' | 'blocked' | 'answered-recently'
  readonly record?: SenderRecord
  /** Set if this strike blocks the sender. */
  readonly nowBlocked?: true
}

type Rules = Pick<Config, 'limits' | 'block'>

/** For this long after the first STOP, START undoes the opt-out, for people who mistyped. */
const startWindowMs = 10 * minute

/** The most fingerprints of strikes that a record keeps. More would take a second write unit (1 KB). */
export const maxStruck = 50

/** The times (in milliseconds) at which replies left that an outage may have delayed, by the ids of their texts. */
export type SendTimes = ReadonlyMap<string, number>

/** Decides about a text that passed `screen`. The function is pure, never throws, and chooses silence when in doubt. */
export const decide = (
  record: SenderRecord,
  inbound: InboundText,
  rules: Rules & Pick<Config, 'replyDelayMs'>,
  now: number,
  sendTimes: SendTimes = new Map(),
): Decision => {
  const promised = record.replies.get(inbound.inboundId)
  if (promised !== undefined)
    return { kind: 'promised', earlierReplies: repliesBefore(record, promised.at), dueAt: promised.dueAt }
  const keyword = keywordOf(inbound.text, followsReply(record, inbound, rules))
  const optedOut = record.optedOutUntil > now
  const isBlocked = record.blockedUntil > now
  // A blocked sender's STOP counts only if it prolongs the opt-out by over a day: at most one write a day.
  const prolongs = inbound.publishedAt + optOutMs > record.optedOutUntil + day
  // A STOP counts for a year from when it reached us: neither an outage nor a phone's wrong clock makes it void.
  const counts = now - inbound.publishedAt <= optOutMs && (!isBlocked || prolongs)
  if (keyword === 'stop' && counts) return optOut(record, inbound, rules, now)
  if (keyword === 'start' && optedOut && !isBlocked && endsOptOut(record, inbound))
    return optIn(record, inbound, rules, now)
  if (optedOut) return { kind: 'silent', reason: 'opted-out' }
  if (isBlocked) return { kind: 'silent', reason: 'blocked' }
  if (isStale(inbound, rules, now)) return { kind: 'silent', reason: 'stale' }
  if (rules.limits.every((limit) => leavesRoom(limit, record, now, sendTimes))) return reply(record, rules, now)
  // No strike if its sender could not know of a reply yet: it was sent a minute or more before one was promised. Of
  // texts that are sent at once, one is answered, and the others are strikes.
  const isStrike = [...record.replies.values()].every(({ at }) => at - inbound.sentAt < minute)
  return { kind: 'silent', reason: 'answered-recently', ...(isStrike && strike(record, inbound, rules, now)) }
}

/**
 * Returns whether a reply to its sender was due before a text was sent, and is remembered. Who has had no reply can't
 * mean ours when asking for silence in other words than a carrier's. What a STOP cancels is in no record (`optOut`).
 */
const followsReply = ({ replies }: SenderRecord, { sentAt }: InboundText, rules: Rules): boolean =>
  [...replies.values()].some(({ dueAt }) => dueAt <= sentAt && sentAt - dueAt < memoryMs(rules))

/** Returns whether a text is too old, or its `answerBy` too near to leave a whole hour for a reply to fall due in. */
const isStale = (
  { sentAt, answerBy }: InboundText,
  { replyDelayMs }: Pick<Config, 'replyDelayMs'>,
  now: number,
): boolean => now - sentAt > staleAfterMs || (answerBy !== undefined && now + replyDelayMs.max + 2 * hour > answerBy)

/** Returns whether a START ends the opt-out. After the window, somebody else could send it in the sender's name. */
const endsOptOut = ({ optedOutSince, optedOutUntil }: SenderRecord, { publishedAt }: InboundText): boolean => {
  const lastStopAt = optedOutUntil - optOutMs
  return publishedAt >= lastStopAt && publishedAt - optedOutSince <= startWindowMs
}

/** Returns when no rule will need the record any more, `now` at the earliest. */
export const forgetAt = (record: SenderRecord, rules: Rules, now: number): number =>
  Math.max(
    now,
    newest(record) + memoryMs(rules),
    // The fingerprint of a strike is needed while its text may be redelivered.
    record.struck.length > 0 ? now + queueRetentionMs : 0,
    record.blockedUntil,
    record.optedOutUntil,
    record.turnedAwayAt + turnedAwayMemoryMs,
    record.waiting === undefined ? 0 : waitEndsAt(record.waiting),
  )

/** Returns whether fewer than `replies` fell into the last `perMs`, by when each was due, or left if that was later. */
const leavesRoom = ({ replies, perMs }: Limit, record: SenderRecord, now: number, sendTimes: SendTimes): boolean => {
  const times = [...record.replies].map(([id, { dueAt }]) => Math.max(dueAt, sendTimes.get(id) ?? 0))
  const nthNewest = times.sort((a, b) => b - a)[replies - 1]
  return nthNewest === undefined || now - nthNewest >= perMs
}

/** The longest after its due time that a reply may still be sent, by any clock. */
const mayBeSentForMs = expireAfterMs + publishMarginMs

/** Returns the ids of replies that may have left so late that a limit still counts them, if claims last so long. */
export const maybeDelayed = (record: SenderRecord, { limits }: Rules, now: number): readonly string[] => {
  if (!limits.every((limit) => leavesRoom(limit, record, now, new Map()))) return []
  const windows = limits.map(({ perMs }) => perMs).filter((perMs) => perMs + mayBeSentForMs <= queueRetentionMs)
  return [...record.replies].flatMap(([id, { dueAt }]) =>
    windows.some((perMs) => now - dueAt >= perMs && now - dueAt < perMs + mayBeSentForMs) ? [id] : [],
  )
}

type Claimed = { readonly claimedAt: number; readonly outcome?: Outcome }

/** Returns when a reply left, by its claim: its due time if it was never sent, now if it may be sent at any moment. */
export const sentAtBy = ({ dueAt }: PromisedReply, claim: Claimed | undefined, now: number): number => {
  if (claim === undefined) return now < dueAt + mayBeSentForMs ? now : dueAt
  return claim.outcome !== undefined && neverSent.includes(claim.outcome) ? dueAt : claim.claimedAt
}

const neverSent: readonly Outcome[] = ['failed', 'expired', 'cancelled']

const reply = (record: SenderRecord, rules: Rules, now: number): Decision => {
  const replies = new Map([...record.replies].filter(([, { dueAt }]) => now - dueAt < memoryMs(rules)))
  return { kind: 'reply', earlierReplies: replies.size, record: { ...record, replies, strikes: 0 } }
}

const repliesBefore = ({ replies }: SenderRecord, before: number): number =>
  [...replies.values()].filter(({ at }) => at < before).length

/**
 * A STOP counts from when it reached us, whatever clocks say, and cancels what waits to be sent; a reply that is due
 * within a minute may leave all the same. It is also a strike: repeating it leads to a block.
 */
const optOut = (record: SenderRecord, inbound: InboundText, rules: Rules, now: number): Decision => {
  const { publishedAt } = inbound
  const replies = new Map([...record.replies].filter(([, { dueAt }]) => dueAt < now + minute))
  const optedOutSince = record.optedOutUntil > now ? Math.min(record.optedOutSince, publishedAt) : publishedAt
  const optedOutUntil = Math.max(record.optedOutUntil, publishedAt + optOutMs)
  return {
    kind: 'silent',
    reason: 'opted-out',
    ...strike({ ...record, replies, optedOutSince, optedOutUntil }, inbound, rules, now),
  }
}

/** A START ends an opt-out without a reply. It is a strike like a STOP, so that alternating them leads to a block. */
const optIn = (record: SenderRecord, inbound: InboundText, rules: Rules, now: number): Decision => {
  const optedIn = { ...record, optedOutSince: 0, optedOutUntil: 0 }
  return { kind: 'silent', reason: 'opted-out', ...strike(optedIn, inbound, rules, now) }
}

/** Counts a strike, and blocks the sender at the limit. A text that was counted before changes nothing. */
const strike = (
  record: SenderRecord,
  { inboundId }: InboundText,
  { block }: Rules,
  now: number,
): Pick<Silence, 'record' | 'nowBlocked'> => {
  const mark = fingerprint(inboundId)
  if (record.struck.includes(mark)) return {}
  const struck = [...record.struck, mark].slice(-maxStruck)
  const strikes = record.strikes + 1
  if (strikes < block.after) return { record: { ...record, strikes, struck } }
  const blockedUntil = Math.max(record.blockedUntil, now + block.forMs)
  return { record: { ...record, struck, strikes: 0, blockedUntil }, nowBlocked: true }
}

/** Returns how long replies are remembered: while a limit counts them, and while their texts may be redelivered. */
export const memoryMs = ({ limits }: Rules): number => Math.max(queueRetentionMs, ...limits.map(({ perMs }) => perMs))

const newest = (record: SenderRecord): number => Math.max(0, ...[...record.replies.values()].map(({ dueAt }) => dueAt))
