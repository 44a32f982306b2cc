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

describe.each([
  ['beside an AWS line', alarmsOf(mixed)],
  ['alone', alarmsOf(httpSmsOnly)],
])('with a SIM %s', (_, alarms) => {
  const { phoneOffline, webhookKeysUnreadable, webhookRefused } = httpSmsMetricNames
  const submitted = submittedTo('httpsms')
  const notSent = undeliveredBy('httpsms')
  const throttles = 'Throttles of HttpSmsWebhookFunction'

  test.each<[string, AlarmState, string, Data]>([
    ['a single sign that the phone is offline', 'ALARM', 'phone-offline', { [phoneOffline]: [1] }],
    ['such a sign two hours ago', 'ALARM', 'phone-offline', { [phoneOffline]: [1, ...quiet(11)] }],
    ['such signs before', 'OK', 'phone-offline', { [phoneOffline]: [30, ...quiet(25, 0)] }],
    ['errors of the webhook', 'ALARM', 'function-errors', { 'Errors of HttpSmsWebhookFunction': [1, ...quiet(5), 1] }],
    ['errors of it at once', 'OK', 'function-errors', { 'Errors of HttpSmsWebhookFunction': [7] }],
    ['keys that can not be read', 'ALARM', 'function-errors', { [webhookKeysUnreadable]: [1, ...quiet(5), 1] }],
    ['a flood', 'OK', 'function-errors', { [throttles]: quiet(24, 501), [webhookRefused]: quiet(24, 9999) }],
    ['a flood', 'ALARM', 'many-texts', { [throttles]: quiet(24, 501), [webhookRefused]: quiet(24, 9999) }],
    ['some throttled requests, and texts', 'OK', 'many-texts', { [throttles]: [200], TextsReceived: [300] }],
    ['a text more', 'ALARM', 'many-texts', { [throttles]: [200], TextsReceived: [301] }],
    // Of the replies given to SIMs in a day 80 % must be sent, if six are not or more.
    ['ten of fifty replies not sent', 'OK', 'delivery-success', { [submitted]: [50], [notSent]: [10] }],
    ['eleven of fifty', 'ALARM', 'delivery-success', { [submitted]: [50], [notSent]: [11] }],
    ['none', 'OK', 'delivery-success', { [submitted]: [50] }],
    ['all of six', 'ALARM', 'delivery-success', { [submitted]: [6], [notSent]: [6] }],
    ['all of five', 'OK', 'delivery-success', { [submitted]: [5], [notSent]: [5] }],
    ['some of nobody knows how many', 'OK', 'delivery-success', { [notSent]: [9] }],
  ])('after %s it is %s for %s', (_, state, name, data) => {
    expect(stateIn(alarms, name, data)).toBe(state)
  })
})

test('success or missing data of one kind of carrier does not hide the failure of the other', () => {
  const [awsSends, awsFails] = [0, 15].map((lost) => ({
    [deliveredBy('aws')]: [50 - lost],
    [undeliveredBy('aws')]: [lost],
  }))
  const [simSends, simFails] = [0, 25].map((n) => ({ [submittedTo('httpsms')]: [50], [undeliveredBy('httpsms')]: [n] }))
  const states = [
    { ...awsSends, ...simSends },
    { ...awsSends },
    { ...awsSends, ...simFails },
    { ...awsFails, ...simSends },
    { ...awsFails },
  ].map((data) => stateIn(alarmsOf(mixed), 'delivery-success', data))
  expect(states).toEqual(['OK', 'OK', 'ALARM', 'ALARM', 'ALARM'])
})

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('httpsms')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(httpSmsOnly, { ...submitted, [undeliveredBy('httpsms')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(httpSmsOnly, submitted)).toBe(1)
  expect(arrivedShare(httpSmsOnly, {})).toBe(1)
})
