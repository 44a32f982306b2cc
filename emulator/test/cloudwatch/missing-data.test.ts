import { describe, expect, it } from 'vitest'

import { alarmProperties } from '../../services/cloudwatch/alarm-properties.ts'
import { evaluateAlarm } from '../../services/cloudwatch/alarms.ts'
import type { MetricData } from '../../services/cloudwatch/query.ts'

const now = Date.parse('2026-11-24T20:31:07Z')

/** An alarm on 10 or more, which says nothing about missing data. */
const alarm = (change: object = {}) =>
  alarmProperties.parse({
    Namespace: 'Coffee',
    MetricName: 'Orders',
    Statistic: 'Sum',
    Period: 300,
    EvaluationPeriods: 3,
    Threshold: 10,
    ComparisonOperator: 'GreaterThanOrEqualToThreshold',
    ...change,
  })

/** Data in the notation of CloudWatch's guide, newest last: 0 is within the threshold, X breaches it, - is missing. */
const data =
  (points: string): MetricData =>
  () =>
    points.split(' ').map((point) => ({ '0': 0, X: 10, '-': null })[point] ?? null)

describe('An alarm that says nothing about missing data takes them as missing, as CloudWatch’s user guide has it', () => {
  it.each([
    ['0 - X - X', 'OK'],
    ['- - - - 0', 'OK'],
    ['- - - - -', 'INSUFFICIENT_DATA'],
    ['0 X X - X', 'ALARM'],
    ['- - X - -', 'ALARM'],
    ['- - - - X', 'INSUFFICIENT_DATA'],
    ['X - - - -', 'ALARM'],
  ])('with 3 out of 3 datapoints: %s', (points, state) => {
    expect(evaluateAlarm(alarm(), data(points), now)).toBe(state)
    expect(evaluateAlarm(alarm({ TreatMissingData: 'missing' }), data(points), now)).toBe(state)
  })

  it.each([
    ['0 - X - X', 'ALARM'],
    ['0 0 X 0 X', 'ALARM'],
    ['0 - X - -', 'OK'],
    ['- - - - 0', 'OK'],
    ['- - - X -', 'ALARM'],
    ['- - - - X', 'INSUFFICIENT_DATA'],
  ])('with 2 out of 3 datapoints: %s', (points, state) => {
    expect(evaluateAlarm(alarm({ DatapointsToAlarm: 2 }), data(points), now)).toBe(state)
  })
})

describe('The threshold itself', () => {
  it.each([
    ['GreaterThanThreshold', 'OK'],
    ['GreaterThanOrEqualToThreshold', 'ALARM'],
    ['LessThanThreshold', 'OK'],
    ['LessThanOrEqualToThreshold', 'ALARM'],
  ])('with %s: %s', (ComparisonOperator, state) => {
    expect(evaluateAlarm(alarm({ ComparisonOperator }), data('X X X X X'), now)).toBe(state)
  })
})
