import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import type { MergeNames } from '../../shared/inbound.ts'
import { leadTo, loadSender, saveSender } from '../../shared/load-sender.ts'
import { NamedError } from '../../shared/named-error.ts'
import type { SenderStore } from '../../shared/ports.ts'
import { createRecent } from '../../shared/recent.ts'
import type { Config } from '../../shared/rules/config.ts'
import { maxNames, type SenderRecord, unknownSender, waitingIn } from '../../shared/rules/sender-record.ts'
import { forgetAt, maxStruck, memoryMs } from '../../shared/rules/throttle.ts'
import { day, knownSilentMs } from '../../shared/rules/timing.ts'

/** Each conflict means that another writer made progress. After so many, something is broken, and SQS retries. */
const maxConflicts = 10

/** An alias is written to last this much longer than needed, so that it isn't rewritten at each text. */
const renewAfterMs = day

type Pair = { readonly idKey: string; readonly numberKey: string }
type Stored = { readonly senders: SenderStore; readonly config: Config }

/** Notes that an id and a number are one person's: aliases of all names lead to one record, under the number. */
export const createMergeNames = (keyOf: (words: string) => string): MergeNames => {
  const noted = createRecent<{ readonly numberKey: string }>()

  return async ({ sender, senderId }, stored, now) => {
    if (senderId === undefined) return
    const pair = { idKey: keyOf(senderId), numberKey: keyOf(sender) }
    if (noted.get(pair.idKey, now)?.numberKey === pair.numberKey) return
    // An alias lasts this long if nothing is stored about the sender. What is stored later prolongs it.
    await link(pair, stored, now + memoryMs(stored.config), now)
    // Not for longer, because an operator may have had the sender forgotten.
    noted.set(pair.idKey, { numberKey: pair.numberKey }, now + knownSilentMs)
  }
}

/** Makes all names of a person lead to one record until `needed` or longer. */
const link = async ({ idKey, numberKey }: Pair, { senders, config }: Stored, needed: number, now: number) => {
  const load = (key: string) => loadSender({ senders, now: () => now }, key, 'consistent')
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const [own, other] = await Promise.all([load(numberKey), load(idKey)])
    const isOne = own.senderKey === other.senderKey
    const { names } = own.record
    if (isOne && names.keys.includes(idKey) && names.until >= needed) return
    // All that is remembered of the person by either name.
    const record = isOne ? own.record : merged(own.record, other.record, now)
    const keys = new Set([...record.names.keys, other.senderKey, idKey])
    keys.delete(own.senderKey)
    const until = Math.max(needed, forgetAt(record, config, now)) + renewAfterMs
    const named = { ...record, names: { keys: [...keys].slice(-maxNames), until } }
    // The aliases come first, so that the person is known by every name for as long as the record is.
    const alias = { of: own.senderKey, until }
    const allLead = await leadTo(senders, named.names.keys, alias)
    if ((await saveSender({ senders, config }, own, named, now)) === undefined) continue
    if (allLead) return
    // That name's record is in this one now. If somebody has changed it meanwhile, it is merged again.
    if (!isOne) await senders.save(other.senderKey, { ...unknownSender, alias }, other.version, until)
  }
  throw new NamedError('RecordKeepsChanging', 'The records of the names never stop changing')
}

/**
 * Returns a mobile number (E.164) as its country writes it today. WhatsApp's id "may not match the customer's phone
 * number" (Meta, webhooks components; send messages, phone number formats): it keeps the spelling of the time when
 * somebody joined (Gupshup, inconsistencies for mobile numbers and their WhatsApp IDs). Mexico dropped the 1 after +52
 * in August 2019 (libphonenumber, pull request 2376), and Brazil put a 9 before mobile numbers, which began with 6 to 9
 * (ITU, communication of ANATEL of 6.II.2013). Any number that is valid as it is stays, such as a Brazilian radio
 * phone's.
 */
export const currentNumber = (number: string): string =>
  parsePhoneNumberFromString(number)?.isValid()
    ? number
    : number.replace(/^\+521(?=\d{10}$)/, '+52').replace(/^(?<area>\+55\d\d)(?=[6-9]\d{7}$)/, '$<area>9')

/** Merges two records of one person. Merging the same record twice changes nothing. Of two waits the older goes on. */
const merged = (one: SenderRecord, other: SenderRecord, now: number): SenderRecord => ({
  replies: new Map([...other.replies, ...one.replies]),
  strikes: Math.max(one.strikes, other.strikes),
  struck: [...new Set([...other.struck, ...one.struck])].slice(-maxStruck),
  blockedUntil: Math.max(one.blockedUntil, other.blockedUntil),
  blockedByHandUntil: Math.max(one.blockedByHandUntil, other.blockedByHandUntil),
  optedOutUntil: Math.max(one.optedOutUntil, other.optedOutUntil),
  optedOutSince: earlierOf(one.optedOutSince, other.optedOutSince),
  turnedAwayAt: Math.max(one.turnedAwayAt, other.turnedAwayAt),
  waiting: [one, other].flatMap((record) => waitingIn(record, now) ?? []).sort((a, b) => a.since - b.since)[0],
  alias: undefined,
  names: { keys: [...one.names.keys, ...other.names.keys], until: 0 },
})

const earlierOf = (a: number, b: number): number => (a === 0 || b === 0 ? Math.max(a, b) : Math.min(a, b))
