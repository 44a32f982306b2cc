import { expect, test } from 'vitest'

import { simMonthly } from '../../../../carriers/sim/ops.ts'
import { simMetricNames } from '../../../../carriers/sim/traits.ts'
import { listPrices } from '../../../../ops/list-prices.ts'
import { deliveredBy, partsSubmittedTo, silencedBecause, undeliveredBy } from '../../../../shared/rules/telemetry.ts'
import { example, synthesised } from '../../../cdk/synthesised.ts'
import { watchedBy, watchedUsd } from '../../../ops/template-costs.ts'
import { mixed } from '../cdk/stages.ts'

test('the fixed cost of a SIM includes its metrics and what alarms watch of them', () => {
  const metrics = [
    ...Object.values(simMetricNames),
    partsSubmittedTo('sim'),
    ...[deliveredBy('sim'), undeliveredBy('sim'), silencedBecause('ignored-call')],
  ]
  expect(simMonthly.metrics).toBeCloseTo(metrics.length * listPrices.metrics.monthly)
  const watchedBesides = watchedBy(synthesised(mixed).template) - watchedBy(synthesised(example).template)
  expect(simMonthly.alarms).toBeCloseTo(watchedBesides * watchedUsd)
})
