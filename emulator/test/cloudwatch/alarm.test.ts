import { describe, expect, it } from 'vitest'
import { alarmProperties } from '../../services/cloudwatch/alarm-properties.ts'
import { evaluateAlarm } from '../../services/cloudwatch/alarms.ts'
import { createMetricStore } from '../../services/cloudwatch/metrics.ts'

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

/** The state for data as CloudWatch's guide writes it, newest last: 0 is fine, X breaches, - is missing. */
const stateOf = (points: string, change: object) => {
  const values = points.split(' ').map((point) => ({ '0': 0, X: 99, '-': null })[point] ?? null)
  return evaluateAlarm(alarm(change), () => values, now)
}

describe('An alarm has the state that CloudWatch’s user guide gives', () => {
  it.each([
    // Datapoints, how many of three must breach, and the state for two treatments of missing data in the guide.
    ['0 - X - X', 3, { notBreaching: 'OK', breaching: 'OK' }],
    ['0 - - - -', 3, { notBreaching: 'OK', breaching: 'OK' }],
    ['- - - - -', 3, { notBreaching: 'OK', breaching: 'ALARM' }],
    ['0 X X - X', 3, { notBreaching: 'ALARM', breaching: 'ALARM' }],
    ['- - X - -', 3, { notBreaching: 'OK', breaching: 'ALARM' }],
    ['0 - X - X', 2, { notBreaching: 'ALARM' }],
    ['0 0 X 0 X', 2, { notBreaching: 'ALARM' }],
    ['0 - X - -', 2, { notBreaching: 'OK' }],
    ['- - - X -', 2, { notBreaching: 'OK' }],
  ])('%s: %i of 3', (points, DatapointsToAlarm, states) => {
    for (const [TreatMissingData, state] of Object.entries(states))
      expect(stateOf(points, { TreatMissingData, DatapointsToAlarm }), TreatMissingData).toBe(state)
    // All datapoints must breach, unless the alarm says otherwise.
    if (DatapointsToAlarm === 3) expect(stateOf(points, {})).toBe(states.notBreaching)
  })

  it.each([
    ['GreaterThanThreshold', 'OK'],
    ['GreaterThanOrEqualToThreshold', 'ALARM'],
    ['LessThanThreshold', 'OK'],
    ['LessThanOrEqualToThreshold', 'ALARM'],
  ])('at the threshold itself, with %s: %s', (ComparisonOperator, state) =>
    expect(stateOf('X X X X X', { ComparisonOperator, Threshold: 99 })).toBe(state),
  )
})

describe('An alarm’s window slides, as CloudWatch’s does by default', () => {
  const start = Date.parse('2026-11-24T12:00:00Z')
  const texts = { namespace: 'AntiRelou', name: 'TextsReceived', dimensions: {} }
  /** The minutes after twelve at which an alarm rings, for values by such minutes. */
  const ringing = (change: object, ...values: readonly (readonly [minute: number, value: number])[]) => {
    const { record, dataOf } = createMetricStore()
    for (const [minute, value] of values) record(texts, [value], start + minute * 60_000)
    const states = Array.from({ length: 120 }, (_, m) => evaluateAlarm(alarm(change), dataOf, start + m * 60_000))
    return states.flatMap((state, minute) => (state === 'ALARM' ? [minute] : []))
  }

  it('so an hour is read at 13:07 for the hour until then, and not since 13:00', () => {
    const found = ringing({ Period: 3600, EvaluationPeriods: 1 }, [40, 6], [67, 6])
    expect([found[0], found.at(-1), found.length]).toEqual([67, 99, 33])
  })

  it.each([1, 2, 3, 4])('so two of its periods hold two errors %d minutes apart, at some of its evaluations', (gap) => {
    const twice = { EvaluationPeriods: 12, DatapointsToAlarm: 2, Threshold: 0 }
    for (let first = 0; first < 10; first++) expect(ringing(twice, [first, 1], [first + gap, 1])).not.toEqual([])
  })
})

const errors = (Id: string, Period = 300, Namespace = 'AWS/Lambda') => ({
  Id,
  MetricStat: { Metric: { Namespace, MetricName: 'Errors' }, Period, Stat: 'Sum' },
  ReturnData: false,
})
const times = (n: number, Id: string) => ({ Id, Expression: `errors * ${n}`, ReturnData: n === 1 })
const numbered = (count: number) => Array.from({ length: count }, (_, n) => n + 1)
const onMath = (...Metrics: readonly object[]) => ({ Namespace: undefined, MetricName: undefined, Metrics })

describe('An alarm', () => {
  const mayNeverEnd = 'must not be AWS/DynamoDB, because such an alarm may never end'

  it.each([
    ['TreatMissingData', { TreatMissingData: 'ignore' }],
    [mayNeverEnd, { Namespace: 'AWS/DynamoDB' }],
    [mayNeverEnd, onMath(times(1, 'times'), errors('errors'), errors('reads', 300, 'AWS/DynamoDB'))],
    ['at most 10 expressions, and has 11', onMath(errors('errors'), ...numbered(11).map((n) => times(n, `t${n}`)))],
    [
      'at most 10 metrics, and has 11',
      onMath(times(1, 't'), ...numbered(10).map((n) => errors(`e${n}`)), errors('errors')),
    ],
    ['must look back at most 7 days', { Period: 3600, EvaluationPeriods: 7 * 24 + 1 }],
    ['must look back at most 7 days', { ...onMath(times(1, 'times'), errors('errors', 86_400)), EvaluationPeriods: 8 }],
    ['at most 1 day, since its period is below an hour', { Period: 300, EvaluationPeriods: 12 * 24 + 1 }],
  ])('is refused: %s', (sentence, change) => expect(() => alarm(change)).toThrow(sentence))

  it.each([
    onMath(errors('errors'), ...numbered(9).map((n) => errors(`e${n}`)), ...numbered(10).map((n) => times(n, `t${n}`))),
    { Period: 3600, EvaluationPeriods: 7 * 24 },
    { Period: 300, EvaluationPeriods: 12 * 24 },
  ])('may be as large as CloudWatch allows: %o', (change) => expect(() => alarm(change)).not.toThrow())
})
