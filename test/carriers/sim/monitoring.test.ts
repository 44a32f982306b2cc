import { describe, expect, test } from 'vitest'
import { simMetricNames } from '../../../carriers/sim/traits.ts'

import { alarmNamesOf } from '../../../cdk/monitoring/alarms-of-stage.ts'
import type { AlarmState } from '../../../emulator/index.ts'
import type { Settings } from '../../../settings/schema.ts'
import { deliveredBy, submittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { alarmsOf, arrivedShare, type Count, type Data, monitoringOf, quiet, stateIn } from '../../cdk/monitored.ts'
import { mixed, simOnly } from './example.ts'

test('an alarm about a phone exists only with a SIM, and one about spending only with AWS', () => {
  const absent = (settings?: Settings) => {
    const names = monitoringOf(settings).alarms.map(({ name }) => name)
    return alarmNamesOf(mixed).filter((name) => !names.includes(`AntiRelou-example-${name}`))
  }
  expect([absent(), absent(simOnly), absent(mixed)]).toEqual([['phone-offline'], ['spending'], []])
})

const [alarmsOfBoth, alarmsOfSim] = [alarmsOf(mixed), alarmsOf(simOnly)]

describe('with a SIM, beside an AWS line or alone:', () => {
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

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('sim')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(simOnly, { ...submitted, [undeliveredBy('sim')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(simOnly, submitted)).toBe(1)
  expect(arrivedShare(simOnly, {})).toBe(1)
})
