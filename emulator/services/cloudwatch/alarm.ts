import { Refusal } from '../../../settings/refusal.ts'
import type { AlarmProperties } from './alarm-resource.ts'
import { parseExpression } from './expression.ts'
import { alignedEnd, type MetricData, periodOf, periodsUntil, type Query, valuesOfQuery } from './query.ts'

export type AlarmState = 'OK' | 'ALARM'

/**
 * CloudWatch retrieves more periods than it evaluates, because data may be late: two more in its example (user guide, alarms and
 * missing data).
 */
const sparePeriods = 2

/** Evaluates an alarm at `now`, in milliseconds. The current period counts as its newest one. Missing data is not breaching. */
export const evaluateAlarm = (alarm: AlarmProperties, dataOf: MetricData, now: number): AlarmState => {
  const { EvaluationPeriods: evaluated, DatapointsToAlarm: toAlarm = evaluated } = alarm
  const { watched, queries } = readQueries(alarm)
  const periodSeconds = periodOf(watched, queries)
  const periods = periodsUntil(alignedEnd(now / 1000, periodSeconds), periodSeconds, evaluated + sparePeriods)
  const points = valuesOfQuery(watched, queries, dataOf, periods).filter((value) => value !== null)
  const breaching = points.slice(-evaluated).filter((value) => breaches(alarm, value))
  return breaching.length >= toAlarm ? 'ALARM' : 'OK'
}

/** The query that an alarm watches, and all queries that it refers to. Throws a `Refusal` if the alarm has no metric. */
const readQueries = (alarm: AlarmProperties): { readonly watched: Query; readonly queries: readonly Query[] } => {
  const queries = alarm.Metrics?.map(readQuery) ?? [ownMetric(alarm)]
  const returned = alarm.Metrics?.findIndex(({ ReturnData }) => ReturnData) ?? 0
  const watched = queries[returned]
  if (watched === undefined) throw new Refusal('An alarm returns no data.')
  return { watched, queries }
}

const readQuery = ({ Id, MetricStat, Expression }: NonNullable<AlarmProperties['Metrics']>[number]): Query => {
  if (MetricStat === undefined) return { id: Id, expression: parseExpression(Expression ?? '') }
  const { Metric, Period, Stat } = MetricStat
  const dimensions = dimensionsOf(Metric.Dimensions)
  const metric = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions, statistic: Stat }
  return { id: Id, metric, periodSeconds: Period }
}

const ownMetric = (alarm: AlarmProperties): Query => {
  const { Namespace: namespace, MetricName: name, Period: periodSeconds, Statistic: statistic } = alarm
  if (namespace === undefined || name === undefined || periodSeconds === undefined || statistic === undefined)
    throw new Refusal('An alarm lacks its metric.')
  return { id: '', metric: { namespace, name, dimensions: dimensionsOf(alarm.Dimensions), statistic }, periodSeconds }
}

const dimensionsOf = (dimensions: AlarmProperties['Dimensions']) =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]))

const breaches = ({ ComparisonOperator, Threshold }: AlarmProperties, value: number): boolean =>
  ComparisonOperator === 'GreaterThanThreshold' ? value > Threshold : value < Threshold
