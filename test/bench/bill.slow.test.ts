import { expect, test } from 'vitest'

import { contenders } from '../../bench/contenders.ts'
import { billedCases, measureBills } from '../../bench/measure/bill.ts'

test('what our texts cost is measured to the end: decided, held, sent, reported and silenced', async () => {
  const ours = contenders.filter(({ name }) => name === 'ours')
  const bills = await measureBills(ours, 0, 2)
  expect(bills.map((bill) => bill.case)).toEqual(billedCases)
  expect(bills.every(({ dynamoDbRequests }) => Number.isFinite(dynamoDbRequests))).toBe(true)
  // Near the edge of an hour a reply waits for up to a minute.
}, 120_000)
