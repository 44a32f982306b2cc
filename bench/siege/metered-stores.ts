import type { BudgetStore, ClaimStore, SenderStore } from '../../shared/ports.ts'
import { createMemoryBudgetStore } from '../../shared/stores/memory/budget-store.ts'
import { createMemoryClaimStore } from '../../shared/stores/memory/claim-store.ts'
import { createMemorySenderStore } from '../../shared/stores/memory/sender-store.ts'
import type { AwsUse } from './aws-use.ts'

/** The three stores in memory, metered as DynamoDB bills what the ones on AWS would ask. */
export const createMeteredStores = (use: AwsUse) => {
  const read = (units: number) => {
    use.reads++
    use.readUnits += units
  }
  const write = () => use.writes++
  return {
    senders: meteredSenders(createMemorySenderStore(), read, write),
    budgets: meteredBudgets(createMemoryBudgetStore(), read, write),
    claims: meteredClaims(createMemoryClaimStore(), read, write),
  }
}

type Meter = (units: number) => void

const meteredSenders = (store: SenderStore, read: Meter, write: () => void): SenderStore => ({
  load: (senderKey, kind) => {
    read(kind === 'eventual' ? 0.5 : 1)
    return store.load(senderKey, kind)
  },
  save: (...call) => {
    write()
    return store.save(...call)
  },
})

const meteredBudgets = (store: BudgetStore, read: Meter, write: () => void): BudgetStore => ({
  book: (...call) => {
    write()
    return store.book(...call)
  },
  read: (...call) => {
    read(1)
    return store.read(...call)
  },
})

/** A claim that another one beats, and a settlement that comes too late, are each followed by a read; neither happens without faults. */
const meteredClaims = (store: ClaimStore, read: Meter, write: () => void): ClaimStore => ({
  read: (...call) => {
    read(1)
    return store.read(...call)
  },
  claim: (...call) => {
    write()
    return store.claim(...call)
  },
  settle: (...call) => {
    write()
    return store.settle(...call)
  },
  release: (...call) => {
    write()
    return store.release(...call)
  },
  report: (...call) => {
    write()
    return store.report(...call)
  },
})
