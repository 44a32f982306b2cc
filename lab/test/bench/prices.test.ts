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
const keyUsd = usdPerMillion(nothing).aws

test.each([
  ['stale reads of 4 kB', { readUnits: 0.5 }, 0.0625],
  ['writes of 1 kB', { writeUnits: 1 }, 0.625],
  ['requests to SQS', { sqsRequests: 1 }, 0.4],
  ['texts on the topic', { topicPublishes: 1 }, 0.5],
  ['invocations of a second with 256 MB', { invocations: 1, lambdaMs: 1000 }, 0.2 + 3.333_35],
  ['log lines of a kilobyte', { loggedBytes: 1000 }, 0.5],
])('a million %s cost what AWS lists', (_, used, usd) => {
  expect(usdPerMillion({ ...nothing, ...used }).aws - keyUsd).toBeCloseTo(usd)
})

test('the cost of DynamoDB includes only reads and writes, and usage adds up', () => {
  const text = { ...nothing, readUnits: 1, writeUnits: 2, sqsRequests: 3 }
  expect(usdPerMillion(text).dynamoDb).toBeCloseTo(0.125 + 2 * 0.625)
  expect(usdPerMillion(sumOf(text, text)).dynamoDb).toBeCloseTo(2 * usdPerMillion(text).dynamoDb)
})
