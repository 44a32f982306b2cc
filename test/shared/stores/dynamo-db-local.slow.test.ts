import { afterAll } from 'vitest'
import { testContract } from './contract.ts'
import { openTable, startDynamoDbLocal } from './dynamo-tables.ts'

const table = await openTable(await startDynamoDbLocal())
afterAll(table.close)
testContract([table])
