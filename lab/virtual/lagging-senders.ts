import type { SenderStore, StoredSender } from '../../shared/ports.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { createMemorySenderStore } from './memory-stores.ts'

/** How long after a save an eventually consistent read may still return the previous version. */
const lagMs = second

/** How long after its expiry an item is deleted. DynamoDB's TTL may take days; this is the least, which is more than the clock skew. */
const deletedAfterMs = minute

type Version = { readonly stored: StoredSender; readonly supersededAt: number }

/** An item of a sender. When TTL has deleted it, the sender may get a new one. */
type Item = { readonly storeKey: string; expiresAt: number; readonly past: Version[] }

/**
 * A sender store that behaves like DynamoDB at its worst: an eventually consistent read may return an older version (`choose` gives its
 * index, 0 for the newest), and items are deleted as soon after `expiresAt` as possible.
 */
export const createLaggingSenders = (now: () => number, choose: (versions: number) => number): SenderStore => {
  const store = createMemorySenderStore()
  const items = new Map<string, Item>()
  let deletions = 0

  const itemOf = (senderKey: string): Item => {
    const item = items.get(senderKey)
    if (item !== undefined && now() <= item.expiresAt + deletedAfterMs) return item
    const fresh = {
      storeKey: `${senderKey}#${deletions++}`,
      expiresAt: Number.POSITIVE_INFINITY,
      past: [],
    }
    items.set(senderKey, fresh)
    return fresh
  }

  return {
    load: async (senderKey, read) => {
      const { storeKey, past } = itemOf(senderKey)
      const newest = await store.load(storeKey, 'consistent')
      if (read === 'consistent') return newest
      const recent = past.filter(({ supersededAt }) => now() - supersededAt < lagMs)
      const versions = [newest, ...recent.map(({ stored }) => stored)]
      return versions[choose(versions.length)] ?? newest
    },
    save: async (senderKey, record, version, expiresAt) => {
      const item = itemOf(senderKey)
      const before = await store.load(item.storeKey, 'consistent')
      const answer = await store.save(item.storeKey, record, version, expiresAt)
      if (answer === 'conflict') return answer
      item.expiresAt = expiresAt
      item.past.unshift({ stored: before, supersededAt: now() })
      return answer
    },
  }
}
