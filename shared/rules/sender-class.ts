import { fingerprint } from './fingerprint.ts'
import type { InboundSms } from './inbound-sms.ts'
import type { SenderRecord } from './sender-record.ts'
import { heldBackMs, hour, minute } from './timing.ts'

/**
 * The class of a sender in a siege. A `returning` sender was held back before and asks again, as people do and floods don't. A `lookalike` has
 * a number or a text much like that of a sender who was answered within the hour.
 */
export type SenderClass = 'new' | 'returning' | 'lookalike'

/**
 * Fingerprints of the senders that one process has answered, each with the time, in a map per minute: noting one copies the entries of its
 * minute and no others.
 */
export type RecentFingerprints = ReadonlyMap<number, ReadonlyMap<string, number>>

export const noFingerprints: RecentFingerprints = new Map()

/**
 * A sender who texts twice in a row is not yet returning. A text that is delivered twice never makes its sender returning, since its time stays
 * the same.
 */
const comesBackAfterMs = 5 * minute

const recentMs = hour

export const senderClassOf = (
  recent: RecentFingerprints,
  sms: InboundSms,
  record: SenderRecord,
  now: number,
): SenderClass => {
  if (sms.sentAt - record.heldBackAt >= comesBackAfterMs && isHeldBack(record, sms.sentAt)) return 'returning'
  const isLike = fingerprintsOf(sms).some((fingerprint) => wasAnswered(recent, fingerprint, now))
  return isLike ? 'lookalike' : 'new'
}

/** The record with a note that a siege held a text back. A record that has a note already stays unchanged. */
export const heldBack = (record: SenderRecord, sentAt: number): SenderRecord =>
  isHeldBack(record, sentAt) ? record : { ...record, heldBackAt: sentAt }

const isHeldBack = ({ heldBackAt }: SenderRecord, at: number): boolean => at - heldBackAt < heldBackMs

/** The fingerprints with those of a sender for whom a reply was booked. Those that are over an hour old are dropped. */
export const withAnswered = (recent: RecentFingerprints, sms: InboundSms, now: number): RecentFingerprints => {
  const current = minuteOf(now)
  const kept = [...recent].filter(([at]) => at >= minuteOf(now - recentMs))
  const noted = fingerprintsOf(sms).map((fingerprint) => [fingerprint, now] as const)
  return new Map([...kept, [current, new Map([...(recent.get(current) ?? []), ...noted])]])
}

const wasAnswered = (recent: RecentFingerprints, fingerprint: string, now: number): boolean =>
  [...recent.values()].some((ofMinute) => now - (ofMinute.get(fingerprint) ?? -recentMs) < recentMs)

const minuteOf = (ms: number): number => Math.floor(ms / minute)

/** Ids are handed out at random, so neighbours among them tell nothing. */
const fingerprintsOf = ({ sender, text, country }: InboundSms): readonly string[] => {
  const letters = lettersOf(text)
  const blocks = country === undefined ? [numberBlock(sender)] : []
  return letters.length < shortestWording ? blocks : [...blocks, fingerprint(letters)]
}

/** A block of 10,000 numbers that share all but the last four digits. One buyer can hold a whole block. */
const numberBlock = (number: string): string => number.slice(0, -4)

/** Shorter texts, such as "Salut" or "C'est Sofiane", are too common to tell anything. */
const shortestWording = 12

/** Case, accents, digits, punctuation and spaces make no difference. */
const lettersOf = (text: string): string => text.normalize('NFD').replace(/\P{L}/gu, '').toLowerCase()
