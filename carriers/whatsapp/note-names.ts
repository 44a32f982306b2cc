import type { SenderStore } from '../../shared/ports.ts'
import { createRecent } from '../../shared/recent.ts'
import type { Config } from '../../shared/rules/config.ts'
import { keywordOf } from '../../shared/rules/opt-out.ts'
import { type SenderRecord, unknownSender } from '../../shared/rules/sender-record.ts'
import { forgetAt, memoryMs } from '../../shared/rules/throttle.ts'
import { day, optOutMs } from '../../shared/rules/timing.ts'
import type { NoteNames } from '../carrier-inbound.ts'
import { merged } from './rules/merged-records.ts'

/** Each conflict means that another writer made progress. More conflicts than this mean that something is broken, and SQS retries later. */
const maxConflicts = 10

/** An alias is not rewritten if that would extend it by less than this. */
const renewAfterMs = day

type Names = { readonly idKey: string; readonly numberKey: string }
type Known = { readonly senders: SenderStore; readonly config: Config }

/**
 * Records which id belongs to which number. The first text with both moves the record of the id into the record of the number,
 * and leaves an alias. From then on, limits, blocks and opt-outs hold for both, and a sender who shows only the id is found under
 * the number.
 */
export const createNoteNames = (keyOf: (words: string) => string): NoteNames => {
  const noted = createRecent<string>()

  return async ({ sender, senderId, text }, known, now) => {
    if (senderId === undefined) return
    const names = { idKey: keyOf(senderId), numberKey: keyOf(sender) }
    const until = now + neededMs(known.config, text)
    if (noted.get(names.idKey, until - renewAfterMs) === names.numberKey) return
    noted.set(names.idKey, names.numberKey, await link(names, known, until, now))
  }
}

/** How long a rule may need the number's record if the sender writes nothing more. */
const neededMs = (config: Config, text: string): number =>
  keywordOf(text) === 'stop' ? optOutMs : Math.max(memoryMs(config), config.block.forMs)

/** Makes the id refer to the number at least until `until`, less a day at most. Returns the time when the alias expires. */
const link = async ({ idKey, numberKey }: Names, known: Known, until: number, now: number): Promise<number> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const { record, version } = await known.senders.load(idKey, 'consistent')
    const notedUntil = record.alias?.of === numberKey ? record.alias.until : 0
    if (notedUntil >= until - renewAfterMs) return notedUntil
    if (version > 0 && record.alias === undefined) await move(record, numberKey, known, now)
    const alias = { of: numberKey, until: Math.max(until, notedUntil) }
    const saved = await known.senders.save(idKey, { ...unknownSender, alias }, version, alias.until)
    if (saved === 'saved') return alias.until
  }
  throw new Error('The record of the id never stops changing')
}

/** Merges a record into that of the number. Repeating it is harmless. */
const move = async (record: SenderRecord, numberKey: string, { senders, config }: Known, now: number) => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const stored = await senders.load(numberKey, 'consistent')
    const both = merged(stored.record, record)
    if ((await senders.save(numberKey, both, stored.version, forgetAt(both, config, now))) === 'saved') return
  }
  throw new Error('The record of the number never stops changing')
}
