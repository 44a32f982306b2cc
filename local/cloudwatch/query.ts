import { Refusal } from '../../settings/refusal.ts'
import type { Metric } from '../metric.ts'
import { type Expression, idsIn } from './expression.ts'
import { evaluateMath } from './math.ts'
import type { Series } from './value.ts'

/** A statistic of a metric. */
export type MetricQuery = Metric & {
  /** Sum, Average or Maximum. */
  readonly statistic: string
}

/** A line of a graph, or a part of an alarm: a metric, or an expression over others by their ids. */
export type Query = {
  readonly id: string
  /** An expression without a period has that of its metrics. */
  readonly periodSeconds?: number | undefined
} & ({ readonly metric: MetricQuery } | { readonly expression: Expression })

/** Consecutive spans of time, each of which gives one value. */
export type Periods = {
  readonly periodSeconds: number
  /** When each begins, in seconds, oldest first. */
  readonly times: readonly number[]
}

/** The values of a metric in these periods. If there are fewer values than periods, they are those of the newest. */
export type MetricData = (metric: MetricQuery, periods: Periods) => Series

/** The `count` periods of which the last ends at `endSeconds`. */
export const periodsUntil = (endSeconds: number, periodSeconds: number, count: number): Periods => ({
  periodSeconds,
  times: Array.from({ length: count }, (_, i) => endSeconds - (count - i) * periodSeconds),
})

/** The end of the period that `seconds` is in: CloudWatch begins periods at multiples of their length. */
export const alignedEnd = (seconds: number, periodSeconds: number): number =>
  (Math.floor(seconds / periodSeconds) + 1) * periodSeconds

/** The period of a query: its own, or the longest of what its expression is about. */
export const periodOf = (query: Query, queries: readonly Query[]): number => {
  const ids = 'expression' in query ? idsIn(query.expression) : []
  return query.periodSeconds ?? Math.max(1, ...ids.map((id) => periodOf(queryNamed(id, queries), queries)))
}

/** The values of a query in these periods. Throws a `Refusal` when an expression needs what is not there, or can't be evaluated. */
export const valuesOfQuery = (
  query: Query,
  queries: readonly Query[],
  dataOf: MetricData,
  periods: Periods,
): Series => {
  if ('metric' in query) return padded(dataOf(query.metric, periods), periods.times.length)
  return evaluateMath(query.expression, {
    times: periods.times,
    seriesOf: (id) => valuesOfQuery(queryNamed(id, queries), queries, dataOf, periods),
  })
}

const queryNamed = (id: string, queries: readonly Query[]): Query => {
  const found = queries.find((query) => query.id === id)
  if (found === undefined) throw new Refusal(`Metric math names ${id}, but there is no such metric.`)
  return found
}

const padded = (values: Series, length: number): Series => [
  ...Array.from({ length: Math.max(0, length - values.length) }, () => null),
  ...values.slice(-length),
]
