import { describe, expect, test } from 'vitest'
import { alarmNamesOf } from '../../../cdk/synthesise.ts'
import type { AlarmState } from '../../../emulator/index.ts'
import type { Settings } from '../../../settings/schema.ts'
import { deliveredBy, httpSmsMetricNames, submittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { alarmsOf, arrivedShare, type Count, type Data, monitoringOf, quiet, stateIn } from '../../cdk/monitored.ts'
import { httpSmsOnly, mixed } from './example.ts'

test('an alarm about a phone exists only with a SIM, and one about spending only with AWS', () => {
  const absent = (settings?: Settings) => {
    const names = monitoringOf(settings).alarms.map(({ name }) => name)
    return alarmNamesOf(mixed).filter((name) => !names.includes(`AntiRelou-example-${name}`))
  }
  expect([absent(), absent(httpSmsOnly), absent(mixed)]).toEqual([['phone-offline'], ['spending'], []])
})

const [alarmsOfBoth, alarmsOfHttpSms] = [alarmsOf(mixed), alarmsOf(httpSmsOnly)]

describe('with a SIM, beside an AWS line or alone:', () => {
  const { phoneOffline } = httpSmsMetricNames
  const submitted = submittedTo('httpsms')
  const notSent = undeliveredBy('httpsms')

  test('a single sign that the phone is offline raises an alarm, which ends two hours after the last one', () => {
    for (const among of [alarmsOfBoth, alarmsOfHttpSms]) {
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [1, ...quiet(11)] })).toBe('ALARM')
      expect(stateIn(among, 'phone-offline', { [phoneOffline]: [30, ...quiet(25, 0)] })).toBe('OK')
    }
  })

  test.each([
    ['function-errors', 'Errors of HttpSmsWebhookFunction'],
    ['function-errors', httpSmsMetricNames.webhookKeysUnreadable],
  ])('%s includes the webhook: %s', (name, metric) => {
    for (const among of [alarmsOfBoth, alarmsOfHttpSms]) {
      expect(stateIn(among, name, { [metric]: [1, ...quiet(5), 1] })).toBe('ALARM')
      expect(stateIn(among, name, { [metric]: [7] })).toBe('OK')
    }
  })

  test('a flood of foreign requests to the webhook raises many-texts, but never function-errors', () => {
    const flood = {
      'Throttles of HttpSmsWebhookFunction': quiet(24, 501),
      [httpSmsMetricNames.webhookRefused]: quiet(24, 9999),
    }
    for (const among of [alarmsOfBoth, alarmsOfHttpSms]) {
      expect(stateIn(among, 'function-errors', flood)).toBe('OK')
      expect(stateIn(among, 'many-texts', flood)).toBe('ALARM')
      const some = (texts: number) => ({
        ...flood,
        'Throttles of HttpSmsWebhookFunction': [200],
        TextsReceived: [texts],
      })
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
      expect(stateIn(alarmsOfHttpSms, 'delivery-success', data)).toBe(state)
      expect(stateIn(alarmsOfBoth, 'delivery-success', data)).toBe(state)
    })

    test('success or missing data of one kind of carrier does not hide the failure of the other', () => {
      const [awsSends, awsFails] = [0, 15].map((lost) => ({
        [deliveredBy('aws')]: [50 - lost],
        [undeliveredBy('aws')]: [lost],
      }))
      const [httpSmsSends, httpSmsFails] = [0, 25].map((failures) => ({ [submitted]: [50], [notSent]: [failures] }))
      const state = (data: Data) => stateIn(alarmsOfBoth, 'delivery-success', data)
      expect(state({ ...awsSends, ...httpSmsSends })).toBe('OK')
      expect(state({ ...awsSends, ...httpSmsFails })).toBe('ALARM')
      expect(state({ ...awsFails, ...httpSmsSends })).toBe('ALARM')
      expect(state({ ...awsFails })).toBe('ALARM')
      expect(state({ ...awsSends })).toBe('OK')
    })
  })
})

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('httpsms')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(httpSmsOnly, { ...submitted, [undeliveredBy('httpsms')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(httpSmsOnly, submitted)).toBe(1)
  expect(arrivedShare(httpSmsOnly, {})).toBe(1)
})
