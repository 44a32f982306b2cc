import type { InboundText } from './inbound-text.ts'
import type { SenderRecord } from './sender-record.ts'
import { comesBackWithinMs, hour, minute, turnedAwayMemoryMs } from './timing.ts'

/** A hash of a text or an id, at most seven characters long (FNV-1a, 32 bits). */
export const fingerprint = (text: string): string => {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  return (hash >>> 0).toString(36)
}

/**
 * The class of a sender in a siege. A `returning` one was turned away and texts again that day, as people do and floods
 * don't. A `lookalike` had a reply that is still remembered; is like somebody who was answered within the hour; or was
 * turned away on an earlier day of the week and didn't ask again, as numbers do that take turns.
 */
export type SenderClass = 'new' | 'returning' | 'lookalike'

/** When a process last answered each fingerprint, by minute, so that adding one copies only the current minute's. */
export type RecentFingerprints = ReadonlyMap<number, ReadonlyMap<string, number>>

export const noFingerprints: RecentFingerprints = new Map()

/** From when on a sender who was turned away is `returning`: twice in a row, or a redelivered text, is too soon. */
const comesBackAfterMs = 5 * minute

const recentMs = hour

export const senderClassOf = (
  recent: RecentFingerprints,
  sms: InboundText,
  record: SenderRecord,
  now: number,
): SenderClass => {
  const sinceTurnedAwayMs = sms.sentAt - record.turnedAwayAt
  if (sinceTurnedAwayMs >= comesBackAfterMs && sinceTurnedAwayMs < comesBackWithinMs) return 'returning'
  const takesTurns = sinceTurnedAwayMs >= comesBackWithinMs && sinceTurnedAwayMs < turnedAwayMemoryMs
  if (takesTurns || record.replies.size > 0) return 'lookalike'
  const isLike = fingerprintsOf(sms).some((fingerprint) => wasAnswered(recent, fingerprint, now))
  return isLike ? 'lookalike' : 'new'
}

/** The record with a note that a siege turned away a text sent at `sentAt`, unless it has a note of that day. */
export const noteTurnedAway = (record: SenderRecord, sentAt: number): SenderRecord =>
  sentAt - record.turnedAwayAt < comesBackWithinMs ? record : { ...record, turnedAwayAt: sentAt }

/** Adds the fingerprints of a sender for whom a reply was booked, and drops those that are over an hour old. */
export const withAnswered = (recent: RecentFingerprints, sms: InboundText, now: number): RecentFingerprints => {
  const current = minuteOf(now)
  const kept = [...recent].filter(([at]) => at >= minuteOf(now - recentMs))
  const noted = fingerprintsOf(sms).map((fingerprint) => [fingerprint, now] as const)
  return new Map([...kept, [current, new Map([...(recent.get(current) ?? []), ...noted])]])
}

const wasAnswered = (recent: RecentFingerprints, fingerprint: string, now: number): boolean =>
  [...recent.values()].some((ofMinute) => now - (ofMinute.get(fingerprint) ?? -recentMs) < recentMs)

const minuteOf = (ms: number): number => Math.floor(ms / minute)

/** The fingerprints of a text: its sender's block of numbers, unless that is a random id, and its wording. */
const fingerprintsOf = ({ sender, text, country }: InboundText): readonly string[] => {
  const letters = lettersOf(text)
  const blocks = country === undefined ? [numberBlock(sender)] : []
  return letters.length < shortestWording ? blocks : [...blocks, fingerprint(letters)]
}

/** A block of 10,000 numbers that share all but the last four digits. One buyer can hold a whole block. */
const numberBlock = (number: string): string => number.slice(0, -4)

/** Shorter texts have no fingerprint: wordings such as "Salut" or "C'est Sofiane" are too common to tell anything. */
const shortestWording = 12

/** Case, accents, digits, punctuation and spaces make no difference. */
const lettersOf = (text: string): string => text.normalize('NFD').replace(/\P{L}/gu, '').toLowerCase()
