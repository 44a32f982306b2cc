import type { SenderStore, StoredSender } from '../../ports.ts'
import { nextVersion, unknownSender } from '../../rules/sender-record.ts'

export const createMemorySenderStore = (): SenderStore => {
  const senders = new Map<string, StoredSender>()
  return {
    load: async (senderKey) => senders.get(senderKey) ?? { record: unknownSender, version: 0 },
    save: async (senderKey, record, version, expiresAt) => {
      if ((senders.get(senderKey)?.version ?? 0) !== version) return 'conflict'
      senders.set(senderKey, { record, version: nextVersion(version, expiresAt) })
      return 'saved'
    },
  }
}
