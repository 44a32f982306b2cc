import { describe, expect, test } from 'vitest'

import { simMetricNames } from '../../../../carriers/sim/traits.ts'
import { alarmNamesOf } from '../../../../cdk/monitoring/alarms-of-stage.ts'
import {
  deliveredBy,
  metricNames,
  partsSubmittedTo,
  silencedBecause,
  undeliveredBy,
} from '../../../../shared/rules/telemetry.ts'
import { expectWords, linesOf, metricsOf, monitoringOf } from '../../../cdk/monitored.ts'
import { mixed, simOnly } from './stages.ts'

const { alarms, widgets } = monitoringOf()
const [ofBoth, ofSims] = [monitoringOf(mixed), monitoringOf(simOnly)]
const lines = linesOf(widgets)

describe('an alarm', () => {
  test('about a phone exists only with a SIM, and about spending only with AWS: eleven for either, twelve for both', () => {
    const absent = (found: typeof alarms) =>
      alarmNamesOf(mixed).filter((name) => !found.some((one) => one.name === `AntiRelou-example-${name}`))
    expect(absent(alarms)).toEqual(['phone-offline'])
    expect(absent(ofSims.alarms)).toEqual(['spending'])
    expect(absent(ofBoth.alarms)).toEqual([])
    expect(ofBoth.alarms.length).toBeLessThanOrEqual(12)
  })

  test('says who is hurt, what it means and what to do first, and links to its section of the runbook', () => {
    expectWords([...ofBoth.alarms, ...ofSims.alarms])
  })

  test('mentions only the carriers of the stage', () => {
    const said = (found: typeof alarms, alarm = 'delivery-success') =>
      found.find(({ name }) => name.endsWith(alarm))?.AlarmDescription
    expect(said(alarms)).not.toMatch(/SIM|phone/)
    expect(said(ofSims.alarms)).not.toContain('AWS')
    expect(said(ofBoth.alarms)).toMatch(/submitted to AWS.* Of a SIM: /)
    for (const alarm of ['many-texts', 'over-budget', 'month-ahead']) {
      expect(said(alarms, alarm)).not.toMatch(/SIM/)
      expect(said(ofSims.alarms, alarm)).not.toMatch(/costs money|spend limit/)
      expect(said(ofBoth.alarms, alarm)).toMatch(/(costs money|spend limit).* Of a SIM: /)
    }
  })
})

describe('the dashboard', () => {
  test('has metrics of the phone, of the webhook and of ignored calls only with a SIM', () => {
    const { phoneOffline } = simMetricNames
    const counted = [
      partsSubmittedTo('sim'),
      deliveredBy('sim'),
      undeliveredBy('sim'),
      phoneOffline,
      silencedBecause('ignored-call'),
    ]
    const { webhookRefused, webhookEventsUnknown, webhookKeysUnreadable } = simMetricNames
    const strangers = [webhookRefused, webhookEventsUnknown, webhookKeysUnreadable]
    const ofLambda = ['Invocations', 'ConcurrentExecutions', 'Errors', 'Throttles', 'Duration']
    const besides = [...metricsOf(linesOf(ofBoth.widgets))].filter((metric) => !metricsOf(lines).has(metric))
    expect(besides.map((metric) => metric.replace(/AntiRelou-example-(\w+?)Function.*/, '$1')).sort()).toEqual(
      [
        ...[...counted, ...strangers].map((name) => `AntiRelou ${name} service AntiRelou-example`),
        ...ofLambda.map((name) => `AWS/Lambda ${name} FunctionName SimWebhook`),
      ].sort(),
    )
  })

  test('has no metrics of cost and delivery at AWS without AWS, which alone bills by the part', () => {
    const absent = [...metricsOf(lines)].filter((metric) => !metricsOf(linesOf(ofSims.widgets)).has(metric))
    expect(absent.map((metric) => metric.split(' ')[1]).sort()).toEqual([
      deliveredBy('aws'),
      undeliveredBy('aws'),
      metricNames.smsCostUsd,
    ])
  })
})
