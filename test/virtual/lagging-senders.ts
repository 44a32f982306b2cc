import type { SenderStore, StoredSender } from '../../shared/ports.ts'
import { minute, second } from '../../shared/rules/timing.ts'
import { createMemorySenderStore } from '../../shared/stores/memory/sender-store.ts'

/** How long an eventually consistent read may show what was there before a save. */
const lagMs = second

/** TTL deletes within days; never sooner than this, which is more than clocks differ. */
const deletedAfterMs = minute

type Version = { readonly stored: StoredSender; readonly supersededAt: number }

/** Each time that TTL deletes the item of a sender, another one may begin. */
type Item = { readonly storeKey: string; expiresAt: number; readonly past: Version[] }

/**
 * The sender store as DynamoDB may be: an eventually consistent read shows one of several versions (`choose` gives its place,
 * 0 for the newest), and items are gone as soon after `expiresAt` as may be.
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
