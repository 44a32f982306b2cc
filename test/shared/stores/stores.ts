import {
  createMemoryBudgetStore,
  createMemoryCircuitStore,
  createMemoryClaimStore,
  createMemorySenderStore,
} from '../../../lab/virtual/stores.ts'
import { createBudgetStore } from '../../../shared/stores/dynamodb/budget-store.ts'
import { createCircuitStore } from '../../../shared/stores/dynamodb/circuit-store.ts'
import { createClaimStore } from '../../../shared/stores/dynamodb/claim-store.ts'
import { createSenderStore } from '../../../shared/stores/dynamodb/sender-store.ts'
import type { DynamoTable } from '../../../shared/stores/dynamodb/table.ts'

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
