import type {
  BudgetStore,
  Claim,
  ClaimStore,
  CrowdStore,
  DebtStore,
  SenderStore,
  StoredSender,
} from '../../shared/ports.ts'
import { type Counters, countedIn, hasRoom } from '../../shared/rules/budget.ts'
import { monthOf } from '../../shared/rules/calendar.ts'
import { countIn } from '../../shared/rules/crowd.ts'
import { owedMs } from '../../shared/rules/debt.ts'
import { nextVersion, unknownSender } from '../../shared/rules/sender-record.ts'
import { minute, second } from '../../shared/rules/timing.ts'

// The stores in memory. The same contracts are run for them as for those in DynamoDB.

export const createMemoryBudgetStore = (): BudgetStore => {
  const months = new Map<string, Counters>()
  return {
    book: async (budget, hourStart, quota, past) => {
      const key = `${budget}#${monthOf(hourStart)}`
      const before = months.get(key) ?? {}
      if (!hasRoom(before, hourStart, quota)) return { booked: false, counters: before }
      const counters = { ...before }
      for (const [period] of Object.values(countedIn(hourStart, quota))) counters[period] = (counters[period] ?? 0) + 1
      for (const period of past) delete counters[period]
      months.set(key, counters)
      return { booked: true, counters }
    },
    read: async (budget, month) => months.get(`${budget}#${month}`) ?? {},
  }
}

export const createMemoryCrowdStore = (): CrowdStore => {
  const crowds = new Map<string, Record<string, number>>()
  return {
    read: async (budget, period) => ({ ...crowds.get(`${budget}#${period}`) }),
    add: async (budget, period, counts) => {
      const crowd = countIn(crowds.get(`${budget}#${period}`) ?? {}, counts)
      crowds.set(`${budget}#${period}`, crowd)
      return { ...crowd }
    },
  }
}

export const createMemoryClaimStore = (): ClaimStore => {
  const claims = new Map<string, Claim>()
  const settlements = new Map<string, string>()
  const reports = new Map<string, string>()
  const messages = new Map<string, string>()
  return {
    read: async (inboundId) => claims.get(inboundId),
    claim: async (inboundId, wanted) => {
      const claim = claims.get(inboundId) ?? wanted
      claims.set(inboundId, claim)
      return claim
    },
    settle: async (inboundId, token, outcome, settlement) => {
      const claim = claims.get(inboundId)
      if (claim?.token === token && claim.outcome === undefined) {
        claims.set(inboundId, { ...claim, outcome })
        settlements.set(inboundId, settlement)
      }
      return settlements.get(inboundId) === settlement
    },
    report: async ({ inboundId, status }, token) => {
      const claim = claims.get(inboundId)
      if (claim === undefined || (reports.get(inboundId) ?? token) !== token) return false
      claims.set(inboundId, { ...claim, report: status })
      reports.set(inboundId, token)
      return true
    },
    noteMessageId: async (messageId, inboundId) => {
      if (!messages.has(messageId)) messages.set(messageId, inboundId)
    },
    inboundIdOf: async (messageId) => messages.get(messageId),
    release: async (inboundId, token) => {
      const claim = claims.get(inboundId)
      if (claim?.token !== token || claim.outcome !== undefined) return
      claims.delete(inboundId)
      reports.delete(inboundId)
    },
  }
}

export const createMemoryDebtStore = (): DebtStore => {
  const paidAt = new Map<string, number>()
  return {
    read: async (line) => paidAt.get(line) ?? 0,
    add: async (line, ms, now) => {
      const owed = owedMs(paidAt.get(line) ?? 0, now)
      if (owed > 0 || ms > 0) paidAt.set(line, now + owed + ms)
    },
  }
}

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

export const createMemoryStores = (senders = createMemorySenderStore()) => ({
  senders,
  claims: createMemoryClaimStore(),
  budgets: createMemoryBudgetStore(),
  crowdStore: createMemoryCrowdStore(),
  debts: createMemoryDebtStore(),
})

/** How long after a save an eventually consistent read may still return the previous version. */
const lagMs = second

/** DynamoDB's TTL may take days; this is the least, which is more than the clock skew. */
const deletedAfterMs = minute

type Version = { readonly stored: StoredSender; readonly supersededAt: number }

/** An item of a sender. When TTL has deleted it, the sender may get a new one. */
type Item = { readonly storeKey: string; expiresAt: number; readonly past: Version[] }

/** DynamoDB at its worst: an eventual read gives the version that `choose` picks, and TTL deletes at once. */
export const createLaggingSenders = (now: () => number, choose: (versions: number) => number): SenderStore => {
  const store = createMemorySenderStore()
  const items = new Map<string, Item>()
  let deletions = 0

  const itemOf = (senderKey: string): Item => {
    const item = items.get(senderKey)
    if (item !== undefined && now() <= item.expiresAt + deletedAfterMs) return item
    const fresh = { storeKey: `${senderKey}#${deletions++}`, expiresAt: Number.POSITIVE_INFINITY, past: [] }
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
