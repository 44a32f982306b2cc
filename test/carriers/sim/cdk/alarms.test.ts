import { describe, expect, test } from 'vitest'

import { simMetricNames } from '../../../../carriers/sim/traits.ts'
import { alarmNamesOf } from '../../../../cdk/monitoring/alarms-of-stage.ts'
import type { AlarmState } from '../../../../emulator/index.ts'
import { deliveredBy, partsSubmittedTo, undeliveredBy } from '../../../../shared/rules/telemetry.ts'
import { alarmsOf, type Data, longAgo, quiet, stateIn } from '../../../cdk/monitored.ts'
import { mixed, simOnly } from './stages.ts'

const [alarmsOfBoth, alarmsOfSim] = [alarmsOf(mixed), alarmsOf(simOnly)]

describe('with a SIM, beside an AWS line or alone:', () => {
  test('missing data never raise an alarm', () => {
    for (const name of alarmNamesOf(mixed)) expect([name, stateIn(alarmsOfBoth, name, {})]).toEqual([name, 'OK'])
    for (const name of alarmNamesOf(simOnly)) expect([name, stateIn(alarmsOfSim, name, {})]).toEqual([name, 'OK'])
  })

  const { phoneOffline } = simMetricNames
  const submitted = partsSubmittedTo('sim')
  const notSent = undeliveredBy('sim')

  test('a single sign that the phone is offline raises an alarm, which ends an hour after the last one', () => {
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1, ...quiet(11)] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: longAgo(30) })).toBe('OK')
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
