import { describe, expect, it } from 'vitest'

import { evaluateAlarm } from '../../../local/cloudwatch/alarm.ts'
import type { MetricData } from '../../../local/cloudwatch/query.ts'
import { alarmProperties } from '../../../local/template/kinds/alarm.ts'

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
    ...change,
  })

/** Data as the tables of CloudWatch's guide write them, newest last: 0 is within the threshold, X breaches it, - is missing. */
const data =
  (points: string): MetricData =>
  () =>
    points.split(' ').map((point) => ({ '0': 0, X: 99, '-': null })[point] ?? null)

const treatments = ['missing', 'ignore', 'breaching', 'notBreaching'] as const

/** What stays as it was. */
const before = 'INSUFFICIENT_DATA'

describe('An alarm gets the state that CloudWatch’s user guide says', () => {
  const states = (points: string, DatapointsToAlarm?: number) =>
    treatments.map((TreatMissingData) =>
      evaluateAlarm(alarm({ TreatMissingData, DatapointsToAlarm }), data(points), now, before),
    )

  it.each([
    ['0 - X - X', ['OK', 'OK', 'OK', 'OK']],
    ['0 - - - -', ['OK', 'OK', 'OK', 'OK']],
    ['- - - - -', ['INSUFFICIENT_DATA', before, 'ALARM', 'OK']],
    ['0 X X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['- - X - -', ['ALARM', before, 'ALARM', 'OK']],
    ['X - - - -', ['ALARM', before, 'ALARM', 'OK']],
    ['- - - - X', ['INSUFFICIENT_DATA', before, 'ALARM', 'OK']],
  ])('three of three: %s', (points, expected) => {
    expect(states(points)).toStrictEqual(expected)
  })

  it.each([
    ['0 - X - X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 0 X 0 X', ['ALARM', 'ALARM', 'ALARM', 'ALARM']],
    ['0 - X - -', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - - 0', ['OK', 'OK', 'ALARM', 'OK']],
    ['- - - X -', ['ALARM', before, 'ALARM', 'OK']],
    ['- - - - X', ['INSUFFICIENT_DATA', before, 'ALARM', 'OK']],
  ])('two of three: %s', (points, expected) => {
    expect(states(points, 2)).toStrictEqual(expected)
  })

  it('that is the one before, when missing data are ignored', () => {
    const ignoring = alarm({ TreatMissingData: 'ignore' })
    expect(evaluateAlarm(ignoring, data('- - - - -'), now, 'ALARM')).toBe('ALARM')
  })

  it('that is the one before, for any metric of DynamoDB', () => {
    const ofTable = alarm({ Namespace: 'AWS/DynamoDB', TreatMissingData: 'breaching' })
    expect(evaluateAlarm(ofTable, data('- - - - -'), now, 'OK')).toBe('OK')
  })
})

describe('An alarm', () => {
  it.each([
    ['GreaterThanThreshold', 'OK', 'OK', 'ALARM'],
    ['GreaterThanOrEqualToThreshold', 'OK', 'ALARM', 'ALARM'],
    ['LessThanThreshold', 'ALARM', 'OK', 'OK'],
    ['LessThanOrEqualToThreshold', 'ALARM', 'ALARM', 'OK'],
  ])('that is %s compares so', (ComparisonOperator, below, at, above) => {
    const compare = (value: number) =>
      evaluateAlarm(alarm({ ComparisonOperator, EvaluationPeriods: 1 }), () => [value], now)
    expect([compare(9), compare(10), compare(11)]).toStrictEqual([below, at, above])
  })

  it('asks for its metric in periods that begin at multiples of their length, up to the unfinished one', () => {
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

  it('can be about an expression, whose periods are those of its metrics', () => {
    const metric = (Id: string, MetricName: string) => ({
      Id,
      ReturnData: false,
      MetricStat: { Metric: { Namespace: 'AntiRelou', MetricName }, Period: 60, Stat: 'Sum' },
    })
    const share = alarm({
      Namespace: undefined,
      MetricName: undefined,
      Metrics: [
        { Id: 'share', Expression: '100 * failed / FILL(all, 1)', Label: 'failed' },
        metric('failed', 'RepliesFailed'),
        metric('all', 'RepliesBooked'),
      ],
      EvaluationPeriods: 1,
    })
    const given = (failed: number, all: number): MetricData => {
      return ({ name }, { periodSeconds }) => (periodSeconds === 60 ? [name === 'RepliesFailed' ? failed : all] : [])
    }
    expect(evaluateAlarm(share, given(1, 5), now)).toBe('ALARM')
    expect(evaluateAlarm(share, given(1, 50), now)).toBe('OK')
  })
})
