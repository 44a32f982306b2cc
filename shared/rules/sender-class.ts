import { fingerprint } from './fingerprint.ts'
import type { InboundSms } from './inbound-sms.ts'
import type { SenderRecord } from './sender-record.ts'
import { heldBackMs, hour, minute } from './timing.ts'

/**
 * How a sender looks in a siege: `returning` was held back before and asks again, as people do and floods don't; a `lookalike`
 * has a number or words much like somebody's who was answered within the hour.
 */
export type SenderClass = 'new' | 'returning' | 'lookalike'

/** What one process remembers of those it has answered: recentFingerprints, and when. */
export type RecentFingerprints = Map<string, number>

/** Whoever texts twice in a row is not yet returning; and a text that is delivered twice never is, since its time stays the same. */
const comesBackAfterMs = 5 * minute

const recentMs = hour

export const senderClassOf = (
  recentFingerprints: RecentFingerprints,
  sms: InboundSms,
  record: SenderRecord,
  now: number,
): SenderClass => {
  if (sms.sentAt - record.heldBackAt >= comesBackAfterMs && isHeldBack(record, sms.sentAt)) return 'returning'
  const isLike = fingerprintsOf(sms).some(
    (likeness) => now - (recentFingerprints.get(likeness) ?? -recentMs) < recentMs,
  )
  return isLike ? 'lookalike' : 'new'
}

/** The record with a note that a siege held a text back; as it was, if it has one already. */
export const heldBack = (record: SenderRecord, sentAt: number): SenderRecord =>
  isHeldBack(record, sentAt) ? record : { ...record, heldBackAt: sentAt }

const isHeldBack = ({ heldBackAt }: SenderRecord, at: number): boolean => at - heldBackAt < heldBackMs

/** Remembers whom a reply was booked for; of the recentFingerprints, those seen longest ago go first. */
export const noteAnswered = (
  recentFingerprints: RecentFingerprints,
  sms: InboundSms,
  now: number,
  capacity = 10_000,
): void => {
  for (const likeness of fingerprintsOf(sms)) {
    recentFingerprints.delete(likeness)
    recentFingerprints.set(likeness, now)
    const [oldest] = recentFingerprints.keys()
    if (recentFingerprints.size > capacity && oldest !== undefined) recentFingerprints.delete(oldest)
  }
}

const fingerprintsOf = ({ sender, text }: InboundSms): readonly string[] => {
  const letters = lettersOf(text)
  return letters.length < shortestWording ? [numberBlock(sender)] : [numberBlock(sender), fingerprint(letters)]
}

/** Numbers that share all but the last four digits: a block of 10,000 neighbours, which one buyer can hold. */
const numberBlock = (number: string): string => number.slice(0, -4)

/** Fewer letters are nobody's own words: "Salut", "C'est Sofiane". */
const shortestWording = 12

/** Case, accents, digits, punctuation and spaces make no difference. */
const lettersOf = (text: string): string => text.normalize('NFD').replace(/\P{L}/gu, '').toLowerCase()
