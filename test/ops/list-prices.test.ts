import { describe, expect, test } from 'vitest'

import { listPrices, metricsUsd } from '../../ops/list-prices.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  deliveredBy,
  metricNames,
  silencedBecause,
  silentReasons,
  undeliveredBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { synthesised } from '../cdk/synthesised.ts'
import { example } from '../settings/checked.ts'
import { fixedUsd } from './template-costs.ts'

const { phoneOffline, ...everywhere } = metricNames
const counted = [
  ...Object.values(everywhere),
  ...silentReasons.map(silencedBecause),
  ...[deliveredBy('aws'), undeliveredBy('aws')],
  ...undeliveredKinds.map(undeliveredBecause),
]

describe('the fixed cost of a month', () => {
  const { template } = synthesised(example)
  const fixed = fixedUsd(template)

  test.each(['key', 'secrets', 'alarms'] as const)('is that of the template: %s', (item) => {
    expect(listPrices.monthly[item]).toBeCloseTo(fixed[item])
  })
})

describe('metrics cost', () => {
  test('as many as every stage can count', () => {
    expect(listPrices.metrics.counted).toBe(counted.length)
  })

  test('nothing while the ten that are free would last as long', () => {
    const freeHours = (10 * 730) / counted.length
    expect(metricsUsd(0)).toBe(0)
    expect(metricsUsd(freeHours)).toBe(0)
    expect(metricsUsd(freeHours + 1)).toBeGreaterThan(0)
  })

  test('at most the price of a month for each that is not free', () => {
    expect(metricsUsd(730)).toBeCloseTo((counted.length - 10) * 0.3)
    expect(metricsUsd(744)).toBe(metricsUsd(730))
  })
})
