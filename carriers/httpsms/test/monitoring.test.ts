import { describe, expect, test } from 'vitest'
import type { AlarmState } from '../../../emulator/index.ts'
import type { Settings } from '../../../settings/schema.ts'
import { deliveredBy, submittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { alarmsOf, arrivedShare, type Count, type Data, namesOf, quiet, stateIn } from '../../../test/cdk/monitored.ts'
import { example } from '../../../test/settings/checked.ts'
import { httpSmsMetricNames } from '../rules.ts'
import { httpSmsOnly, mixed } from './example.ts'

test('alarms about a phone and its webhook exist only with a SIM, and one about spending only with AWS', () => {
  const absent = (settings: Settings) => {
    const names = namesOf(alarmsOf(settings))
    return ['spending', 'phone-offline', 'webhook-failing'].filter((name) => !names.includes(name))
  }
  const ofPhones = ['phone-offline', 'webhook-failing']
  expect([example, httpSmsOnly, mixed].map(absent)).toEqual([ofPhones, ['spending'], []])
})

describe.each([
  ['beside an AWS line', alarmsOf(mixed), 'delivery-success-httpsms'],
  ['alone', alarmsOf(httpSmsOnly), 'delivery-success'],
])('with a SIM %s', (_, alarms, deliverySuccess) => {
  const { phoneOffline, webhookKeysUnreadable } = httpSmsMetricNames
  const submitted = submittedTo('httpsms')
  const notSent = undeliveredBy('httpsms')
  const throttles = 'Throttles of HttpSmsWebhookFunction'

  test.each<[string, AlarmState, string, Data]>([
    ['a single sign that the phone is offline', 'ALARM', 'phone-offline', { [phoneOffline]: [1] }],
    ['such a sign two hours ago', 'ALARM', 'phone-offline', { [phoneOffline]: [1, ...quiet(119)] }],
    ['such signs before', 'OK', 'phone-offline', { [phoneOffline]: [30, ...quiet(120, 0)] }],
    ['errors of the webhook', 'ALARM', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [1, 1, 1, 1] }],
    ['errors of three minutes', 'OK', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [7, 7, 7] }],
    ['errors four minutes apart', 'OK', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [1, 0, 0, 0, 1] }],
    [
      'errors each other minute',
      'ALARM',
      'webhook-failing',
      { 'Errors of HttpSmsWebhookFunction': [1, 0, 1, 0, 1, 0, 1] },
    ],
    ['keys that can not be read', 'ALARM', 'webhook-failing', { [webhookKeysUnreadable]: [1, 1, 1, 1] }],
    ['a flood that is mostly refused', 'OK', 'webhook-failing', { [throttles]: quiet(24, 8) }],
    ['a flood that is throttled', 'ALARM', 'webhook-failing', { [throttles]: quiet(24, 501) }],
    ['requests that are throttled at once', 'OK', 'webhook-failing', { [throttles]: [501] }],
    // Of the replies given to SIMs in three days 80 % must be sent, if ten are not or more, or most of at least three.
    ['ten of fifty replies not sent', 'OK', deliverySuccess, { [submitted]: [50], [notSent]: [10] }],
    ['eleven of fifty', 'ALARM', deliverySuccess, { [submitted]: [50], [notSent]: [11] }],
    ['none', 'OK', deliverySuccess, { [submitted]: [50] }],
    ['all of three', 'ALARM', deliverySuccess, { [submitted]: [3], [notSent]: [3] }],
    ['both of two', 'OK', deliverySuccess, { [submitted]: [2], [notSent]: [2] }],
    ['some of nobody knows how many', 'ALARM', deliverySuccess, { [notSent]: [9] }],
  ])('after %s it is %s for %s', (_, state, name, data) => {
    expect(stateIn(alarms, name, data)).toBe(state)
  })
})

test('each carrier has an alarm of its own, so that what one delivers does not hide what the other loses', () => {
  const [awsSends, awsFails] = [0, 15].map((n) => ({ [deliveredBy('aws')]: [50 - n], [undeliveredBy('aws')]: [n] }))
  const [simSends, simFails] = [0, 25].map((n) => ({ [submittedTo('httpsms')]: [50], [undeliveredBy('httpsms')]: [n] }))
  const [well, lost] = [
    { ...awsSends, ...simSends },
    { ...awsSends, ...simFails },
  ]
  const both = [well, lost, { ...awsFails, ...simSends }]
  const raised = both.map((data) =>
    ['aws', 'httpsms'].filter((name) => stateIn(alarmsOf(mixed), `delivery-success-${name}`, data) === 'ALARM'),
  )
  expect(raised).toEqual([[], ['httpsms'], ['aws']])
})

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('httpsms')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(httpSmsOnly, { ...submitted, [undeliveredBy('httpsms')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(httpSmsOnly, submitted)).toBe(1)
  expect(arrivedShare(httpSmsOnly, {})).toBe(1)
})
