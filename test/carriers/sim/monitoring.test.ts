import { describe, expect, test } from 'vitest'
import { simMetricNames } from '../../../carriers/sim/traits.ts'

import { alarmNamesOf } from '../../../cdk/monitoring/alarms-of-stage.ts'
import type { AlarmState } from '../../../emulator/index.ts'
import type { Settings } from '../../../settings/schema.ts'
import {
  deliveredBy,
  metricNames,
  silencedBecause,
  submittedTo,
  undeliveredBy,
} from '../../../shared/rules/telemetry.ts'
import {
  alarmsOf,
  arrivedIn,
  arrivedShare,
  type Count,
  chartsOf,
  type Data,
  expectWords,
  linesOf,
  metricsOf,
  monitoringOf,
  quiet,
  stateIn,
} from '../../cdk/monitored.ts'
import { mixed, simOnly } from './example.ts'

describe('with a SIM', () => {
  const { alarms, widgets } = monitoringOf()
  const [ofBoth, ofSims] = [monitoringOf(mixed), monitoringOf(simOnly)]
  const lines = linesOf(widgets)

  describe('an alarm', () => {
    test('about a phone exists only with a SIM, and about spending only with AWS: twelve for either, thirteen for both', () => {
      const absent = (found: typeof alarms) =>
        alarmNamesOf(mixed).filter((name) => !found.some((one) => one.name === `AntiRelou-example-${name}`))
      expect(absent(alarms)).toEqual(['phone-offline'])
      expect(absent(ofSims.alarms)).toEqual(['spending'])
      expect(absent(ofBoth.alarms)).toEqual([])
      expect(ofBoth.alarms.length).toBeLessThanOrEqual(13)
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
        submittedTo('sim'),
        deliveredBy('sim'),
        undeliveredBy('sim'),
        phoneOffline,
        silencedBecause('ignored-call'),
      ]
      const { webhookRefused, webhookEventsUnknown, webhookKeysUnreadable } = simMetricNames
      const strangers = [webhookRefused, webhookEventsUnknown, webhookKeysUnreadable]
      const ofLambda = ['Invocations', 'Errors', 'Throttles', 'Duration']
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
})

const [alarmsOfBoth, alarmsOfSim] = [alarmsOf(mixed), alarmsOf(simOnly)]

describe('with a SIM, beside an AWS line or alone:', () => {
  test('missing data never raise an alarm', () => {
    for (const name of alarmNamesOf(mixed)) expect([name, stateIn(alarmsOfBoth, name, {})]).toEqual([name, 'OK'])
    for (const name of alarmNamesOf(simOnly)) expect([name, stateIn(alarmsOfSim, name, {})]).toEqual([name, 'OK'])
  })

  const { phoneOffline } = simMetricNames
  const submitted = submittedTo('sim')
  const notSent = undeliveredBy('sim')

  test('a single sign that the phone is offline raises an alarm, which ends two hours after the last one', () => {
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1, ...quiet(11)] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [30, ...quiet(25, 0)] })).toBe('OK')
    }
  })

  test.each([
    ['function-errors', 'Errors of SimWebhookFunction'],
    ['function-errors', simMetricNames.webhookKeysUnreadable],
  ])('%s includes the webhook: %s', (name, metric) => {
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateIn(among, name, { [metric]: [1, ...quiet(5), 1] })).toBe('ALARM')
      expect(stateIn(among, name, { [metric]: [7] })).toBe('OK')
    }
  })

  test('a flood of foreign requests to the webhook raises many-texts, but never function-errors', () => {
    const flood = {
      'Throttles of SimWebhookFunction': quiet(24, 501),
      [simMetricNames.webhookRefused]: quiet(24, 9999),
    }
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateIn(among, 'function-errors', flood)).toBe('OK')
      expect(stateIn(among, 'many-texts', flood)).toBe('ALARM')
      const some = (texts: number) => ({ ...flood, 'Throttles of SimWebhookFunction': [200], TextsReceived: [texts] })
      expect([300, 301].map((texts) => stateIn(among, 'many-texts', some(texts)))).toEqual(['OK', 'ALARM'])
    }
  })

  describe('at least 80 % of the replies given to SIMs in a day must be sent, if there are at least five:', () => {
    test.each<[AlarmState, Data]>([
      ['OK', { [submitted]: [50], [notSent]: [10] }],
      ['ALARM', { [submitted]: [50], [notSent]: [11] }],
      ['OK', { [submitted]: [50] }],
      ['ALARM', { [submitted]: [5], [notSent]: [5] }],
      ['OK', { [submitted]: [4], [notSent]: [4] }],
      ['OK', { [notSent]: [9] }],
    ])('%s: %o', (state, data) => {
      expect(stateIn(alarmsOfSim, 'delivery-success', data)).toBe(state)
      expect(stateIn(alarmsOfBoth, 'delivery-success', data)).toBe(state)
    })

    test('success or missing data of one kind of carrier does not hide the failure of the other', () => {
      const [awsSends, awsFails] = [0, 15].map((lost) => ({
        [deliveredBy('aws')]: [50 - lost],
        [undeliveredBy('aws')]: [lost],
      }))
      const [simSends, simFails] = [0, 25].map((failures) => ({ [submitted]: [50], [notSent]: [failures] }))
      const state = (data: Data) => stateIn(alarmsOfBoth, 'delivery-success', data)
      expect(state({ ...awsSends, ...simSends })).toBe('OK')
      expect(state({ ...awsSends, ...simFails })).toBe('ALARM')
      expect(state({ ...awsFails, ...simSends })).toBe('ALARM')
      expect(state({ ...awsFails })).toBe('ALARM')
      expect(state({ ...awsSends })).toBe('OK')
    })
  })
})

test('the dashboard shows no cost if only SIMs send', () => {
  const titles = chartsOf(simOnly).map(({ widget }) => widget.title)
  expect(titles.filter((title) => title?.includes('ost of'))).toEqual([])
})

test('the share of replies that arrived is shown for each kind of carrier in the stage', () => {
  const labels = (settings: Settings) => arrivedIn(settings)?.widget.series.map(({ label }) => label)
  const [ofAws, ofSims] = ['share that arrived, as AWS reports', 'share that SIMs could send']
  expect(labels(mixed)).toEqual([ofAws, ofSims])
  expect(labels(simOnly)).toEqual([ofSims])
})

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('sim')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(simOnly, { ...submitted, [undeliveredBy('sim')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(simOnly, submitted)).toBe(1)
  expect(arrivedShare(simOnly, {})).toBe(1)
})
