import { describe, expect, it } from 'vitest'

import { alarmProperties, evaluateAlarm } from '../../services/cloudwatch/alarms.ts'
import type { MetricData } from '../../services/cloudwatch/query.ts'

const now = Date.parse('2026-11-24T20:31:07Z')

const alarm = (change: object = {}) =>
  alarmProperties.parse({
    Namespace: 'AntiRelou',
    MetricName: 'TextsReceived',
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanThreshold',
    TreatMissingData: 'notBreaching',
    ...change,
  })

/** Data in the notation of CloudWatch's guide, newest last: 0 is within the threshold, X breaches it, - is missing. */
const data =
  (points: string): MetricData =>
  () =>
    points.split(' ').map((point) => ({ '0': 0, X: 99, '-': null })[point] ?? null)

describe('An alarm that treats missing data as not breaching has the state that CloudWatch’s user guide gives', () => {
  const stateOf = (points: string, DatapointsToAlarm?: number) =>
    evaluateAlarm(alarm({ DatapointsToAlarm }), data(points), now)

  it.each([
    ['0 - X - X', 'OK'],
    ['0 - - - -', 'OK'],
    ['- - - - -', 'OK'],
    ['0 X X - X', 'ALARM'],
    ['- - X - -', 'OK'],
    ['X - - - -', 'OK'],
    ['- - - - X', 'OK'],
  ])('with 3 out of 3 datapoints: %s', (points, state) => {
    expect(stateOf(points)).toBe(state)
  })

  it.each([
    ['0 - X - X', 'ALARM'],
    ['0 0 X 0 X', 'ALARM'],
    ['0 - X - -', 'OK'],
    ['- - - - 0', 'OK'],
    ['- - - X -', 'OK'],
    ['- - - - X', 'OK'],
  ])('with 2 out of 3 datapoints: %s', (points, state) => {
    expect(stateOf(points, 2)).toBe(state)
  })
})

describe('An alarm that treats missing data as breaching has the state that CloudWatch’s user guide gives', () => {
  it.each([
    ['0 - X - X', 'OK'],
    ['0 - - - -', 'OK'],
    ['- - - - -', 'ALARM'],
    ['0 X X - X', 'ALARM'],
    ['- - X - -', 'ALARM'],
  ])('with 3 out of 3 datapoints: %s', (points, state) => {
    expect(evaluateAlarm(alarm({ TreatMissingData: 'breaching' }), data(points), now)).toBe(state)
  })
})

describe('An alarm', () => {
  it.each([
    [{ TreatMissingData: 'ignore' }, 'TreatMissingData'],
    [{ Namespace: 'AWS/DynamoDB' }, 'must not be AWS/DynamoDB, because such an alarm may never end'],
    [
      {
        Namespace: undefined,
        MetricName: undefined,
        Metrics: [
          { Id: 'all', Expression: 'SUM([errors, throttles])' },
          {
            Id: 'errors',
            MetricStat: { Metric: { Namespace: 'AWS/Lambda', MetricName: 'Errors' }, Period: 300, Stat: 'Sum' },
          },
          {
            Id: 'throttles',
            MetricStat: {
              Metric: { Namespace: 'AWS/DynamoDB', MetricName: 'WriteThrottleEvents' },
              Period: 300,
              Stat: 'Sum',
            },
          },
        ],
      },
      'must not be AWS/DynamoDB, because such an alarm may never end',
    ],
  ])('is refused with %o', (change, sentence) => {
    expect(() => alarm(change)).toThrow(sentence)
  })

  it('reads its metric in periods aligned to their length, including the unfinished one', () => {
    const asked: unknown[] = []
    const dimensions = [{ Name: 'service', Value: 'AntiRelou-local' }]
    evaluateAlarm(
      alarm({ Dimensions: dimensions, EvaluationPeriods: 1 }),
      (...question) => {
        asked.push(question)
        return []
      },
      now,
    )
    const at = (time: string) => Date.parse(`2026-11-24T${time}Z`) / 1000
    expect(asked).toStrictEqual([
      [
        {
          namespace: 'AntiRelou',
          name: 'TextsReceived',
          dimensions: { service: 'AntiRelou-local' },
          statistic: 'Sum',
        },
        { periodSeconds: 300, times: [at('20:20:00'), at('20:25:00'), at('20:30:00')] },
      ],
    ])
  })
})
