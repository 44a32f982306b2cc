import type { SenderStore, StoredSender } from './ports.ts'
import type { Config } from './rules/config.ts'
import { nextVersion, type SenderRecord } from './rules/sender-record.ts'
import { forgetAt } from './rules/throttle.ts'

/** Replaces the record of this version for as long as a rule needs the new one. Returns undefined on a conflict. */
export const saveSender = async (
  { senders, config }: { readonly senders: SenderStore; readonly config: Pick<Config, 'limits' | 'block'> },
  { senderKey, now }: { readonly senderKey: string; readonly now: number },
  record: SenderRecord,
  version: number,
): Promise<StoredSender | undefined> => {
  const expiresAt = forgetAt(record, config, now)
  const saved = await senders.save(senderKey, record, version, expiresAt)
  return saved === 'saved' ? { record, version: nextVersion(version, expiresAt) } : undefined
}
