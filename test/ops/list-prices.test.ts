import type { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { listPrices } from '../../ops/list-prices.ts'
import { undeliveredKinds } from '../../shared/rules/delivery-report.ts'
import {
  deliveredBy,
  metricNames,
  partsSubmittedTo,
  silencedBecause,
  silentReasons,
  undeliveredBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { example, mixed, synthesised } from '../cdk/synthesised.ts'

/** CloudWatch bills a metric, and one that an alarm watches, by the month; ten of either are free. */
const metricUsd = 0.3
const watchedUsd = 0.1
const free = 10

const { phoneOffline, webhookRefused, webhookEventsUnknown, webhookKeysUnreadable, ...everywhere } = metricNames
const ofSims = [
  ...[partsSubmittedTo('sim'), phoneOffline, webhookRefused, webhookEventsUnknown, webhookKeysUnreadable],
  ...[deliveredBy('sim'), undeliveredBy('sim'), silencedBecause('ignored-call')],
]
const emitted = [
  ...Object.values(everywhere),
  ...silentReasons.map(silencedBecause),
  ...[deliveredBy('aws'), undeliveredBy('aws')],
  ...undeliveredKinds.map(undeliveredBecause),
]

/** An alarm watches one metric, or those of its expressions. */
const alarm = z.object({
  Properties: z.object({
    MetricName: z.string().optional(),
    Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
  }),
})

const watchedBy = (template: Template): number =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map((resource) => alarm.parse(resource).Properties)
    .flatMap(({ MetricName, Metrics }) => (MetricName === undefined ? Metrics : [{ MetricStat: MetricName }]))
    .filter(({ MetricStat }) => MetricStat !== undefined).length

const watched = watchedBy(synthesised(example).template)

describe('what a month costs anyway', () => {
  test('holds every metric that a stage without a SIM can count, but for the free ones', () => {
    expect(listPrices.monthly.metrics).toBeCloseTo((emitted.length - free) * metricUsd)
  })

  test('holds every metric that its alarms watch, but for the free ones', () => {
    expect(listPrices.monthly.alarms).toBeCloseTo((watched - free) * watchedUsd)
  })

  test('holds with a SIM every metric of that besides, and what alarms watch of it', () => {
    expect(listPrices.monthlySim.metrics).toBeCloseTo(ofSims.length * metricUsd)
    const watchedBesides = watchedBy(synthesised(mixed).template) - watched
    expect(listPrices.monthlySim.alarms).toBeCloseTo(watchedBesides * watchedUsd)
  })
})
