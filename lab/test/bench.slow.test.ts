import { expect, test } from 'vitest'

import { buildBundles } from '../../cdk/bundles.ts'
import { billedCases, measureBills } from '../bench/bill.ts'
import { buildBaseline, contenders } from '../bench/contenders.ts'

// Measuring throws unless each new sender gets one reply, which is published when it is due.
test('what a text asks of DynamoDB is measured in every case, here and with the baseline', async () => {
  await Promise.all([buildBundles(), buildBaseline()])
  const bills = await measureBills(contenders, 0, 10)
  const requests = bills.map(({ contender, case: one, dynamoDbRequests }) => [contender, one, dynamoDbRequests])
  const baseline = [12, 2, 4, 2]
  const ours = [5.2, 1.1, 0.1, 0]
  expect(requests).toEqual([
    ...billedCases.map((one, i) => ['baseline', one, baseline[i]]),
    ...billedCases.map((one, i) => ['ours', one, ours[i]]),
  ])
  // Near the end of an hour, a reply can wait for up to a minute.
}, 120_000)
