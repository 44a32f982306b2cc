import { createBudgetStore } from '../../../shared/edges/budget-store.ts'
import { createCircuitStore } from '../../../shared/edges/circuit-store.ts'
import { createClaimStore } from '../../../shared/edges/claim-store.ts'
import type { DynamoTable } from '../../../shared/edges/dynamo-table.ts'
import { createSenderStore } from '../../../shared/edges/sender-store.ts'
import { createMemoryBudgetStore } from '../../../shared/memory/budget-store.ts'
import { createMemoryCircuitStore } from '../../../shared/memory/circuit-store.ts'
import { createMemoryClaimStore } from '../../../shared/memory/claim-store.ts'
import { createMemorySenderStore } from '../../../shared/memory/sender-store.ts'

export const storesInMemory = () => ({
  senders: createMemorySenderStore(),
  budgets: createMemoryBudgetStore(),
  claims: createMemoryClaimStore(),
  circuits: createMemoryCircuitStore(),
})

export type Stores = ReturnType<typeof storesInMemory>

export const storesOn = (table: DynamoTable): Stores => ({
  senders: createSenderStore(table),
  budgets: createBudgetStore(table),
  claims: createClaimStore(table),
  circuits: createCircuitStore(table),
})
