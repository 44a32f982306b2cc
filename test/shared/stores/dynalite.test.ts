import { afterAll } from 'vitest'
import { testContract } from './contract.ts'
import { openTable, startDynalite } from './dynamo-tables.ts'

const table = await openTable(await startDynalite())
afterAll(table.close)
testContract([table])
