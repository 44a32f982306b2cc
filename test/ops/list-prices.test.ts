import { describe, expect, test } from 'vitest'

import { listPrices } from '../../ops/list-prices.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { example, synthesised } from '../cdk/synthesised.ts'
import { metricUsd, watchedBy, watchedUsd } from './watched-metrics.ts'

const free = 10

const { phoneOffline, ...everywhere } = metricNames
const emitted = [
  ...Object.values(everywhere),
  ...silentReasons.map(silencedBecause),
  ...[deliveredBy('aws'), undeliveredBy('aws')],
  ...undeliveredKinds.map(undeliveredBecause),
]

const watched = watchedBy(synthesised(example).template)

describe('the fixed cost of a month', () => {
  test('includes every metric that every stage can emit, less the free ones', () => {
    expect(listPrices.monthly.metrics).toBeCloseTo((emitted.length - free) * metricUsd)
  })

  test('includes every metric that the alarms watch, less the free ones', () => {
    expect(listPrices.monthly.alarms).toBeCloseTo((watched - free) * watchedUsd)
  })
})
