import { expect, test } from 'vitest'
import { keyRequestsIn, listPrices, metricsUsd } from '../../ops/list-prices.ts'
import { activeHours, restUsd } from '../../scripts/prices.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import * as telemetry from '../../shared/rules/telemetry.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { example } from '../settings/checked.ts'
import { fixedUsd, pollsOf } from './stated.ts'

const { submittedTo, lineRefusedBy, repliesRefusedBy, deliveredBy, undeliveredBy, unreportedBy } = telemetry
const counted = [
  ...Object.values(telemetry.metricNames),
  ...telemetry.silentReasons.map(telemetry.silencedBecause),
  ...[submittedTo, lineRefusedBy, repliesRefusedBy, deliveredBy, undeliveredBy, unreportedBy].map((of) => of('aws')),
  ...undeliveredKinds.map(telemetry.undeliveredBecause),
]

const { template } = synthesised(example)
const fixed = fixedUsd(template)

test.each(['key', 'secrets', 'alarms'] as const)('ops/list-prices.ts has the fixed cost of a month: %s', (item) => {
  expect(listPrices.monthly[item]).toBeCloseTo(fixed[item])
})

test('metrics cost at most a month’s price for each that is not free, of all that every stage can count', () => {
  expect(listPrices.metrics.counted).toBe(counted.length)
  expect(metricsUsd(730)).toBeCloseTo((counted.length - 10) * 0.3)
  expect(metricsUsd(744)).toBe(metricsUsd(730))
})

const polls = pollsOf(template)
const pollsUsd = (polls - 1_000_000) * listPrices.sqsRequest

test('what the page about costs does not list by item has room for the polling of queues, and for the key', () => {
  expect(pollsUsd).toBeGreaterThan(0)
  const freeRequests = 20_000
  // Each hour has a beat, within five minutes.
  const ofBeats = keyRequestsIn(730) / 12
  const few = keyRequestsIn(activeHours(40)) + ofBeats
  expect(pollsUsd + (few - freeRequests) * listPrices.keyRequest).toBeLessThan(restUsd.few)
  expect(pollsUsd + (keyRequestsIn(730) - freeRequests) * listPrices.keyRequest).toBeLessThan(restUsd.many)
})
