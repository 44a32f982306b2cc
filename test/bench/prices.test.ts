import { expect, test } from 'vitest'

import { sumOf, type Usage, usdPerMillion } from '../../bench/prices.ts'

const nothing: Usage = {
  readUnits: 0,
  writeUnits: 0,
  sqsRequests: 0,
  topicPublishes: 0,
  invocations: 0,
  lambdaMs: 0,
  loggedBytes: 0,
}

test('the cost of DynamoDB includes only reads and writes, and usage adds up', () => {
  const text = { ...nothing, readUnits: 1, writeUnits: 2, sqsRequests: 3 }
  expect(usdPerMillion(text).dynamoDb).toBeCloseTo(0.125 + 2 * 0.625)
  expect(usdPerMillion(sumOf(text, text)).dynamoDb).toBeCloseTo(2 * usdPerMillion(text).dynamoDb)
})
