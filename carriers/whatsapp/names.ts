import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import type { SenderStore } from '../../shared/ports.ts'
import { createRecent } from '../../shared/recent.ts'
import type { Config } from '../../shared/rules/config.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { forgetAt, maxStruck, memoryMs } from '../../shared/rules/throttle.ts'
import { day, optOutMs } from '../../shared/rules/timing.ts'
import type { NoteNames } from '../inbound.ts'

/** Each conflict means that another writer made progress. More conflicts than this mean that something is broken, and SQS retries later. */
const maxConflicts = 10

/** An alias is written to last this much longer than needed, so that it isn't rewritten at each text. */
const renewAfterMs = day

type Names = { readonly idKey: string; readonly numberKey: string }
type Known = { readonly senders: SenderStore; readonly config: Config }

/**
 * Records which id belongs to which number. The first text with both moves the record of the id into the record of the number,
 * and leaves an alias. From then on, limits, blocks and opt-outs hold for both, and a sender who shows only the id is found under
 * the number.
 */
export const createNoteNames = (keyOf: (words: string) => string): NoteNames => {
  const noted = createRecent<{ readonly numberKey: string; readonly until: number }>()

  return async ({ sender, senderId, text }, known, now) => {
    if (senderId === undefined) return undefined
    const names = { idKey: keyOf(senderId), numberKey: keyOf(sender) }
    const needed = now + neededMs(known.config, text)
    const recent = noted.get(names.idKey, needed)
    const until = recent?.numberKey === names.numberKey ? recent.until : await link(names, known, needed, now)
    noted.set(names.idKey, { numberKey: names.numberKey, until }, until)
    return { key: names.idKey, until }
  }
}

/** How long a rule may need the number's record if the sender writes nothing more. */
const neededMs = (config: Config, text: string): number =>
  keywordOf(text) === 'stop' ? optOutMs : Math.max(memoryMs(config), config.block.forMs)

/** Makes the id refer to the number until `needed`, or longer if the number's record is. Returns the time when the alias expires. */
const link = async ({ idKey, numberKey }: Names, known: Known, needed: number, now: number): Promise<number> => {
  const { senders, config } = known
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const [own, led] = await Promise.all([senders.load(idKey, 'consistent'), senders.load(numberKey, 'consistent')])
    const { alias } = own.record
    const isUnmoved = own.version > 0 && alias === undefined
    const record = isUnmoved ? await move(own.record, numberKey, known, now) : led.record
    const until = Math.max(needed, forgetAt(record, config, now))
    const notedUntil = alias?.of === numberKey ? alias.until : 0
    if (notedUntil >= until) return notedUntil
    const lasting = { of: numberKey, until: until + renewAfterMs }
    const saved = await senders.save(idKey, { ...unknownSender, alias: lasting }, own.version, lasting.until)
    if (saved === 'saved') return lasting.until
  }
  throw new Error('The record of the id never stops changing')
}

/** Merges a record into that of the number, and returns that. Repeating it is harmless. */
const move = async (
  record: SenderRecord,
  numberKey: string,
  { senders, config }: Known,
  now: number,
): Promise<SenderRecord> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const stored = await senders.load(numberKey, 'consistent')
    const both = merged(stored.record, record)
    if ((await senders.save(numberKey, both, stored.version, forgetAt(both, config, now))) === 'saved') return both
  }
  throw new Error('The record of the number never stops changing')
}

/**
 * A mobile number (E.164) as its country writes it today. WhatsApp knows people by an id that "may not match the customer's phone number"
 * (Meta, webhooks components), and in Brazil and Mexico it changes "the extra added prefix" (Meta, send messages, phone number formats).
 * Meta doesn't say how; its partners say that ids keep the spelling of the time when somebody joined (Gupshup, inconsistencies for mobile
 * numbers and their WhatsApp IDs). Mexico dropped the 1 after +52 in August 2019 (libphonenumber, pull request 2376), and Brazil put a 9
 * before mobile numbers, which began with 6 to 9 (ITU, communication of ANATEL of 6.II.2013). Any number that is valid as it is stays, such
 * as a Brazilian radio phone's.
 */
export const currentNumber = (number: string): string =>
  parsePhoneNumberFromString(number)?.isValid()
    ? number
    : number.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^(?<area>\+55\d\d)(?=[6-9]\d{7}$)/, '$<area>9')

/** Merges two records of one person. Merging the same record twice changes nothing. */
const merged = (one: SenderRecord, other: SenderRecord): SenderRecord => ({
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
