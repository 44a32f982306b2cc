import { createBudgetStore } from '../../../shared/edges/budget-store.ts'
import { createClaimStore } from '../../../shared/edges/claim-store.ts'
import type { DynamoTable } from '../../../shared/edges/dynamo-table.ts'
import { createPhoneReports } from '../../../shared/edges/phone-reports.ts'
import { createSenderStore } from '../../../shared/edges/sender-store.ts'
import { createMemoryBudgetStore } from '../../../shared/memory/budget-store.ts'
import { createMemoryClaimStore } from '../../../shared/memory/claim-store.ts'
import { createMemoryPhoneReports } from '../../../shared/memory/phone-reports.ts'
import { createMemorySenderStore } from '../../../shared/memory/sender-store.ts'

export const storesInMemory = () => {
  const claims = createMemoryClaimStore()
  return {
    senders: createMemorySenderStore(),
    budgets: createMemoryBudgetStore(),
    claims,
    phoneReports: createMemoryPhoneReports(claims),
  }
}

export type Stores = ReturnType<typeof storesInMemory>

export const storesOn = (table: DynamoTable): Stores => ({
  senders: createSenderStore(table),
  budgets: createBudgetStore(table),
  claims: createClaimStore(table),
  phoneReports: createPhoneReports(table),
})
