import { expect, test } from 'vitest'

import { contenders } from '../../bench/contenders.ts'
import { billedCases, measureBills } from '../../bench/measure/bill.ts'

test('the cost of our texts is measured in every case', async () => {
  const ours = contenders.filter(({ name }) => name === 'ours')
  const bills = await measureBills(ours, 0, 2)
  expect(bills.map((bill) => bill.case)).toEqual(billedCases)
  expect(bills.every(({ dynamoDbRequests }) => Number.isFinite(dynamoDbRequests))).toBe(true)
  // Near the end of an hour, a reply can wait for up to a minute.
}, 120_000)
