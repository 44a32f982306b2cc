import { NamedError } from './named-error.ts'
import type { SenderStore, StoredSender } from './ports.ts'
import type { Config } from './rules/config.ts'
import { type Alias, nextVersion, type SenderRecord, unknownSender } from './rules/sender-record.ts'
import { forgetAt } from './rules/throttle.ts'
import { day } from './rules/timing.ts'

/** A sender's record and the key that it is stored under. */
export type LoadedSender = StoredSender & { readonly senderKey: string }

/** The most aliases that are followed. Usually there is one, or two if a process died while it moved a record. */
const maxHops = 3

/** Reads a sender's record. Follows up to `maxHops` aliases; one more, or an expired one, counts as `unknownSender`. */
export const loadSender = async (
  from: { readonly senders: Pick<SenderStore, 'load'>; readonly now: () => number },
  senderKey: string,
  read: 'eventual' | 'consistent',
  hops = maxHops,
): Promise<LoadedSender> => {
  const stored = await from.senders.load(senderKey, read)
  const { alias } = stored.record
  if (alias === undefined) return { ...stored, senderKey }
  if (alias.until <= from.now() || hops === 0) return { record: unknownSender, version: stored.version, senderKey }
  return loadSender(from, alias.of, read, hops - 1)
}

/** Saves a record for as long as a rule needs it, its aliases for at least as long. Returns undefined on a conflict. */
export const saveSender = async (
  { senders, config }: { readonly senders: SenderStore; readonly config: Pick<Config, 'limits' | 'block'> },
  { senderKey, version }: LoadedSender,
  record: SenderRecord,
  now: number,
): Promise<LoadedSender | undefined> => {
  const expiresAt = forgetAt(record, config, now)
  const { keys, until } = record.names
  const isShort = keys.length > 0 && until < expiresAt
  const lasting = isShort ? { ...record, names: { keys, until: expiresAt + day } } : record
  if (isShort) await leadTo(senders, keys, { of: senderKey, until: expiresAt + day })
  const saved = await senders.save(senderKey, lasting, version, expiresAt)
  return saved === 'saved' ? { senderKey, record: lasting, version: nextVersion(version, expiresAt) } : undefined
}

/** Each conflict means that another writer made progress. More than this means that something is broken. */
const maxConflicts = 10

/** Stores the alias under each key. Returns false if a key has a record of its own, which is left alone. */
export const leadTo = async (senders: SenderStore, keys: readonly string[], alias: Alias): Promise<boolean> =>
  (await Promise.all(keys.map((key) => leadOne(senders, key, alias)))).every((leads) => leads)

const leadOne = async (senders: SenderStore, key: string, alias: Alias): Promise<boolean> => {
  for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
    const { record, version } = await senders.load(key, 'consistent')
    if (version > 0 && record.alias === undefined) return false
    const { of, until = 0 } = record.alias ?? {}
    if (of === alias.of && until >= alias.until) return true
    if ((await senders.save(key, { ...unknownSender, alias }, version, alias.until)) === 'saved') return true
  }
  throw new NamedError('RecordKeepsChanging', 'The alias of the sender never stops changing')
}
