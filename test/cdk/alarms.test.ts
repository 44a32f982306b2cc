import { describe, expect, test } from 'vitest'

import type { AlarmName } from '../../cdk/monitoring/alarm-names.ts'
import { alarmNamesOf } from '../../cdk/monitoring/alarms-of-stage.ts'
import { type AlarmState, evaluateAlarm } from '../../local/cloudwatch/alarm.ts'
import { alarm } from '../../local/cloudwatch/alarm-resource.ts'
import type { MetricQuery } from '../../local/cloudwatch/query.ts'
import type { Settings } from '../../settings/schema.ts'
import {
  deliveredBy,
  metricNames,
  partsSubmittedTo,
  silencedBecause,
  undeliveredBy,
} from '../../shared/rules/telemetry.ts'
import { example, mixed, place, readMonitored, simOnly } from './synthesised.ts'

const alarmsOf = (settings: Settings) => readMonitored(settings).all(alarm)
const [alarms, alarmsOfBoth, alarmsOfSim] = [example, mixed, simOnly].map(alarmsOf)
const now = Date.parse('2026-11-24T20:31:07Z')

/** Values per period, newest last, by metric. What is not named, or comes before, has no data. */
type Data = { readonly [metric: string]: readonly (number | null)[] }

/** A metric as the cases below call it: its name, with the resource where two share it. */
const nameOf = ({ name, dimensions }: MetricQuery): string => {
  const [of] = Object.values(dimensions)
  return of === undefined || of === place.stackName ? name : `${name} of ${of.replace(/^.*-(\w+?)[0-9A-F]{8}$/, '$1')}`
}

const stateOf = (alarmName: AlarmName, data: Data, among = alarms): AlarmState => {
  const found = among?.find(({ ref }) => ref === `${place.stackName}-${alarmName}`)
  if (found === undefined) throw new Error(`There is no alarm ${alarmName}.`)
  return evaluateAlarm(found.properties, (metric) => data[nameOf(metric)] ?? [], now)
}

/** How many periods of five minutes an alarm remembers, and how to fill them. */
const quiet = (periods: number, value: number | null = null) => Array.from({ length: periods }, () => value)
const longAgo = (value: number) => [value, ...quiet(13, 0)]

describe('no data is never an alarm, a quiet night is not an outage:', () => {
  test.each(alarmNamesOf(example))('%s', (name) => {
    expect(stateOf(name, {})).toBe('OK')
  })

  test.each(alarmNamesOf(mixed))('%s, with a SIM beside AWS', (name) => {
    expect(stateOf(name, {}, alarmsOfBoth)).toBe('OK')
  })

  test.each(alarmNamesOf(simOnly))('%s, with SIMs only', (name) => {
    expect(stateOf(name, {}, alarmsOfSim)).toBe('OK')
  })
})

describe('once is enough, and an hour later it is over:', () => {
  test.each<[AlarmName, string]>([
    ['dead-letters', 'ApproximateNumberOfMessagesVisible of InboundQueueDeadLetters'],
    ['dead-letters', 'ApproximateNumberOfMessagesVisible of InboundSubscriptionDeadLetters'],
    ['dead-letters', 'ApproximateNumberOfMessagesVisible of RepliesDeadLetters'],
    ['siege', metricNames.siege],
    ['over-budget', silencedBecause('over-budget')],
    ['lost-replies', metricNames.repliesFailed],
    ['lost-replies', metricNames.repliesUncertain],
    ['lost-replies', metricNames.repliesExpired],
    ['malformed-texts', silencedBecause('malformed')],
    ['malformed-texts', metricNames.repliesForged],
  ])('%s by %s', (name, metric) => {
    expect(stateOf(name, { [metric]: [1] })).toBe('ALARM')
    expect(stateOf(name, { [metric]: [1, ...quiet(11, 0)] })).toBe('ALARM')
    expect(stateOf(name, { [metric]: [1, ...quiet(11)] })).toBe('ALARM')
    expect(stateOf(name, { [metric]: longAgo(1) })).toBe('OK')
    expect(stateOf(name, { [metric]: quiet(12, 0) })).toBe('OK')
  })
})

describe('what heals by itself is an alarm when it comes back:', () => {
  test.each<[AlarmName, string]>([
    ['function-errors', 'Errors of ReceiveSmsFunction'],
    ['function-errors', 'Errors of SendReplyFunction'],
    ['function-errors', metricNames.textsFailed],
    ['function-errors', metricNames.repliesDelayed],
    ['function-errors', 'Throttles of ReceiveSmsFunction'],
    ['function-errors', 'Throttles of SendReplyFunction'],
    ['function-errors', 'ReadThrottleEvents of Table'],
    ['function-errors', 'WriteThrottleEvents of Table'],
    ['line-refused', metricNames.lineRefused],
  ])('%s by %s', (name, metric) => {
    expect(stateOf(name, { [metric]: [7, ...quiet(5, 0)] })).toBe('OK')
    expect(stateOf(name, { [metric]: [1, ...quiet(5), 1] })).toBe('ALARM')
    expect(stateOf(name, { [metric]: [1, ...quiet(12, 0), 1] })).toBe('OK')
  })
})

describe('normal use is no alarm:', () => {
  test('texts, replies, blocked senders, held replies and a queue that works', () => {
    const busy = {
      [metricNames.textsReceived]: [120],
      [metricNames.repliesBooked]: [40],
      [metricNames.repliesSubmitted]: [39],
      [metricNames.repliesCancelled]: [1],
      [metricNames.sendersBlocked]: [2],
      [metricNames.siege]: [0],
      [silencedBecause('blocked')]: [60],
      [silencedBecause('duplicate')]: [1],
      'ApproximateNumberOfMessagesVisible of Replies': [12],
      'ApproximateNumberOfMessagesVisible of InboundQueue': [300],
      'Errors of ReceiveSmsFunction': [0],
      [deliveredBy('aws')]: [13],
      [undeliveredBy('aws')]: [1],
      [metricNames.monthShareBooked]: [0.3],
      [metricNames.monthAhead]: [-0.2],
    }
    for (const name of alarmNamesOf(example)) expect([name, stateOf(name, busy)]).toEqual([name, 'OK'])
  })
})

describe('amounts are measured by the settings:', () => {
  test('texts of an hour, of which 500 may come', () => {
    expect(stateOf('many-texts', { [metricNames.textsReceived]: [500] })).toBe('OK')
    expect(stateOf('many-texts', { [metricNames.textsReceived]: [501] })).toBe('ALARM')
  })

  test('what is booked of a month, of which 80 % may be', () => {
    expect(stateOf('spending', { [metricNames.monthShareBooked]: [0.8] })).toBe('OK')
    expect(stateOf('spending', { [metricNames.monthShareBooked]: [0.8001] })).toBe('ALARM')
  })

  test('spending is no less when nothing was booked for some hours, and starts anew with the month', () => {
    expect(stateOf('spending', { [metricNames.monthShareBooked]: [0.9, ...quiet(20)] })).toBe('ALARM')
    expect(stateOf('spending', { [metricNames.monthShareBooked]: [0.9, ...quiet(24, 0.01)] })).toBe('OK')
  })

  test('replies of a day that AWS has reported on, of which 80 % must have arrived', () => {
    const reported = (arrived: number, lost: number) =>
      stateOf('delivery-success', { [deliveredBy('aws')]: [arrived], [undeliveredBy('aws')]: [lost] })
    expect(reported(40, 10)).toBe('OK')
    expect(reported(39, 11)).toBe('ALARM')
    expect(reported(0, 5)).toBe('ALARM')
    expect(reported(0, 4)).toBe('OK')
    expect(stateOf('delivery-success', { [undeliveredBy('aws')]: [5] })).toBe('ALARM')
    expect(stateOf('delivery-success', { [deliveredBy('aws')]: [5] })).toBe('OK')
  })
})

describe('a month that is booked ahead of the calendar:', () => {
  test('8 % of it may be, whoever sends: AWS, a SIM, or both', () => {
    for (const among of [alarms, alarmsOfSim, alarmsOfBoth]) {
      const stateAt = (ahead: number) => stateOf('month-ahead', { [metricNames.monthAhead]: [ahead] }, among)
      expect([-0.5, 0.08, 0.0801].map(stateAt)).toEqual(['OK', 'OK', 'ALARM'])
    }
  })

  test('is no less ahead while nothing is booked; a day without bookings ends it, and so does one that has caught up', () => {
    const stateAfter = (hours: readonly (number | null)[]) =>
      stateOf('month-ahead', { [metricNames.monthAhead]: [0.09, ...hours] })
    expect(stateAfter(quiet(23))).toBe('ALARM')
    // Two hours more, for data that come late.
    expect(stateAfter(quiet(24 + 2))).toBe('OK')
    expect(stateAfter(quiet(23, 0.07))).toBe('ALARM')
    expect(stateAfter(quiet(24, 0.07))).toBe('OK')
  })
})

describe('a SIM:', () => {
  const { phoneOffline } = metricNames
  const submitted = partsSubmittedTo('sim')
  const notSent = undeliveredBy('sim')

  test('its phone is offline as soon as one sign says so, until an hour after the last', () => {
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateOf('phone-offline', { [phoneOffline]: [1] }, among)).toBe('ALARM')
      expect(stateOf('phone-offline', { [phoneOffline]: [1, ...quiet(11)] }, among)).toBe('ALARM')
      expect(stateOf('phone-offline', { [phoneOffline]: longAgo(30) }, among)).toBe('OK')
    }
  })

  test.each<[AlarmName, string]>([
    ['function-errors', 'Errors of SimWebhookFunction'],
    ['function-errors', metricNames.webhookKeysUnreadable],
  ])('%s counts its webhook, too', (name, metric) => {
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateOf(name, { [metric]: [1, ...quiet(5), 1] }, among)).toBe('ALARM')
      expect(stateOf(name, { [metric]: [7] }, among)).toBe('OK')
    }
  })

  test('strangers who flood its webhook ring for many texts, never for errors, however long they go on', () => {
    const flood = { 'Throttles of SimWebhookFunction': quiet(24, 501), [metricNames.webhookRefused]: quiet(24, 9999) }
    for (const among of [alarmsOfBoth, alarmsOfSim]) {
      expect(stateOf('function-errors', flood, among)).toBe('OK')
      expect(stateOf('many-texts', flood, among)).toBe('ALARM')
      const some = (texts: number) => ({ ...flood, 'Throttles of SimWebhookFunction': [200], TextsReceived: [texts] })
      expect([300, 301].map((texts) => stateOf('many-texts', some(texts), among))).toEqual(['OK', 'ALARM'])
    }
  })

  describe('of the replies that it is given in a day, 80 % must be sent, if there are five', () => {
    test.each<[AlarmState, Data]>([
      ['OK', { [submitted]: [50], [notSent]: [10] }],
      ['ALARM', { [submitted]: [50], [notSent]: [11] }],
      ['OK', { [submitted]: [50] }],
      ['ALARM', { [submitted]: [5], [notSent]: [5] }],
      ['OK', { [submitted]: [4], [notSent]: [4] }],
      ['OK', { [notSent]: [9] }],
    ])('%s: %o', (state, data) => {
      expect(stateOf('delivery-success', data, alarmsOfSim)).toBe(state)
      expect(stateOf('delivery-success', data, alarmsOfBoth)).toBe(state)
    })

    test('is a sum of which nothing is missing, whatever metric math would make of that', () => {
      for (const among of [alarmsOfBoth, alarmsOfSim]) {
        const found = among?.find(({ ref }) => ref.endsWith('-delivery-success'))
        const bare = found?.properties.Metrics?.map(({ Expression = '' }) =>
          Expression.replaceAll(/FILL\(\w+, \d\)/g, ''),
        )
        expect(bare).not.toContainEqual(expect.stringMatching(/arrived|lost|parts|replies/))
      }
    })

    test('neither kind of carrier hides that the other fails, nor when that other has no data', () => {
      const [awsSends, awsFails] = [0, 15].map((lost) => ({
        [deliveredBy('aws')]: [50 - lost],
        [undeliveredBy('aws')]: [lost],
      }))
      const [simSends, simFails] = [0, 25].map((failures) => ({ [submitted]: [50], [notSent]: [failures] }))
      const state = (data: Data) => stateOf('delivery-success', data, alarmsOfBoth)
      expect(state({ ...awsSends, ...simSends })).toBe('OK')
      expect(state({ ...awsSends, ...simFails })).toBe('ALARM')
      expect(state({ ...awsFails, ...simSends })).toBe('ALARM')
      expect(state({ ...awsFails })).toBe('ALARM')
      expect(state({ ...awsSends })).toBe('OK')
    })
  })
})
