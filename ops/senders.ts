import { configOf } from '../settings/config.ts'
import { withLastingAlias } from '../shared/load-sender.ts'
import { type SenderRecord, unknownSender } from '../shared/rules/sender-record.ts'
import { forgetAt } from '../shared/rules/throttle.ts'
import { createSenderStore, eraseSender } from '../shared/stores/dynamodb/sender-store.ts'
import { createDynamoTable } from '../shared/stores/dynamodb/table.ts'
import type { Deployment } from './deployment.ts'

/** The records of senders, by sender key. */
export type Senders = {
  readonly load: (senderKey: string) => Promise<SenderRecord>
  /**
   * Saves what `change` makes of the record. Calls it again if a function has changed the record in the meantime. Returns the saved record.
   */
  readonly change: (senderKey: string, change: (record: SenderRecord) => SenderRecord) => Promise<SenderRecord>
  /** Erases the record except an opt-out, without which the sender could be texted again. Returns what is left. */
  readonly forget: (senderKey: string) => Promise<SenderRecord>
}

export const openSenders = ({ aws, outputs, settings, now }: Deployment): Senders => {
  const table = createDynamoTable(aws.dynamodb, outputs.TableName)
  const store = createSenderStore(table)
  const rules = configOf(settings, ({ number = '' }) => number)

  const change: Senders['change'] = async (senderKey, changed) => {
    const { record: before, version } = await store.load(senderKey, 'consistent')
    const record = changed(before)
    const expiresAt = forgetAt(record, rules, now())
    const lasting = await withLastingAlias(store, senderKey, record, expiresAt)
    const saved = await store.save(senderKey, lasting, version, expiresAt)
    // A conflict means that another writer made progress, so this ends.
    return saved === 'saved' ? record : change(senderKey, changed)
  }
  const forget: Senders['forget'] = async (senderKey) => {
    const { record, version } = await store.load(senderKey, 'consistent')
    if (record.optedOutUntil > now())
      return change(senderKey, ({ optedOutSince, optedOutUntil, alsoKnownAs }) => ({
        ...unknownSender,
        optedOutSince,
        optedOutUntil,
        ...(alsoKnownAs && { alsoKnownAs }),
      }))
    if (version === 0) return unknownSender
    await eraseSender(table, senderKey, version)
    return forget(senderKey)
  }
  return { load: async (senderKey) => (await store.load(senderKey, 'consistent')).record, change, forget }
}
