import type { SenderStore, StoredSender } from './ports.ts'
import { type KnownAs, type SenderRecord, unknownSender } from './rules/sender-record.ts'
import { day } from './rules/timing.ts'

/** A sender's record and the key that it is stored under. */
export type LoadedSender = StoredSender & {
  readonly senderKey: string
  /** The alias of the sender that is stored in the record, if `withName` has replaced it. */
  readonly knownAs?: string | undefined
}

/** The sender with the other name that a text has shown. */
export const withName = (stored: LoadedSender, alsoKnownAs: KnownAs): LoadedSender => ({
  ...stored,
  knownAs: stored.record.alsoKnownAs?.key,
  record: { ...stored.record, alsoKnownAs },
})

/**
 * Reads a sender's record. If the record under this key is only an alias, follows it to the record that it refers to. DynamoDB deletes an
 * expired item only within days, so an alias whose time is over is ignored.
 */
export const loadSender = async (
  { senders, now }: { readonly senders: Pick<SenderStore, 'load'>; readonly now: () => number },
  senderKey: string,
  read: 'eventual' | 'consistent',
): Promise<LoadedSender> => {
  const stored = await senders.load(senderKey, read)
  const { alias } = stored.record
  if (alias === undefined) return { ...stored, senderKey }
  if (alias.until <= now()) return { record: unknownSender, version: stored.version, senderKey }
  const led = await loadSender({ senders, now }, alias.of, read)
  return { ...led, record: { ...led.record, alsoKnownAs: { key: senderKey, until: alias.until } } }
}

/** Each conflict means that another writer made progress. More than this means that something is broken. */
const maxConflicts = 10

/**
 * The record as it is to be stored until `expiresAt`, after the alias that leads to it has been made to last a day longer than that. Whoever
 * shows the other name is known as long as the record is.
 */
export const withLastingAlias = async (
  senders: SenderStore,
  senderKey: string,
  record: SenderRecord,
  expiresAt: number,
): Promise<SenderRecord> => {
  const { alsoKnownAs } = record
  if (alsoKnownAs === undefined || alsoKnownAs.until >= expiresAt) return record
  const until = expiresAt + day
  await prolong(senders, alsoKnownAs.key, { of: senderKey, until })
  return { ...record, alsoKnownAs: { ...alsoKnownAs, until } }
}

/** Leaves the key alone if it has a record of its own by now, or has become another sender's. */
const prolong = async (senders: SenderStore, key: string, alias: NonNullable<SenderRecord['alias']>): Promise<void> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const { record, version } = await senders.load(key, 'consistent')
    if (version > 0 && record.alias?.of !== alias.of) return
    if ((record.alias?.until ?? 0) >= alias.until) return
    if ((await senders.save(key, { ...unknownSender, alias }, version, alias.until)) === 'saved') return
  }
  throw new Error('The alias of the sender never stops changing')
}
