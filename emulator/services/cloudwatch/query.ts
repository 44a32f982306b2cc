import { CloudError } from '../../cloud-error.ts'
import type { Series } from './evaluate.ts'
import { type Expression, evaluateMath } from './expression.ts'

export type Metric = {
  readonly namespace: string
  readonly name: string
  readonly dimensions: { readonly [name: string]: string }
}

export type MetricQuery = Metric & {
  /** `Sum`, `Maximum` or `p50`; a dashboard may name others. */
  readonly statistic: string
}

/** A line of a chart or a part of an alarm: a metric, or an expression that refers to other queries by id. */
export type Query = {
  readonly id: string
  /** An expression without a period takes that of its metrics. */
  readonly periodSeconds?: number | undefined
} & ({ readonly metric: MetricQuery } | { readonly expression: Expression })

/** Consecutive periods of equal length, each of which gives one value. */
export type Periods = {
  readonly periodSeconds: number
  /** The start of each period in epoch seconds, oldest first. */
  readonly times: readonly number[]
}

/** Gives a metric's values in these periods. If they are fewer, they belong to the newest ones. */
export type MetricData = (metric: MetricQuery, periods: Periods) => Series

/** The last `count` periods up to `endSeconds`. */
export const periodsUntil = (endSeconds: number, periodSeconds: number, count: number): Periods => ({
  periodSeconds,
  times: Array.from({ length: count }, (_, i) => endSeconds - (count - i) * periodSeconds),
})

/** The end of the period that contains `seconds`, if periods begin at multiples of their length, as in graphs. */
export const alignedEnd = (seconds: number, periodSeconds: number): number =>
  (Math.floor(seconds / periodSeconds) + 1) * periodSeconds

/** The period of a query in seconds: its own, or the longest among the metrics of its expression. */
export const periodOf = (query: Query, queries: readonly Query[]): number => {
  const ids = 'expression' in query ? query.expression.ids : []
  return query.periodSeconds ?? Math.max(1, ...ids.map((id) => periodOf(queryNamed(id, queries), queries)))
}

/** A query's values in these periods. Throws a `CloudError` for an unknown id or what can't be evaluated. */
export const valuesOfQuery = (query: Query, all: readonly Query[], dataOf: MetricData, periods: Periods): Series => {
  if ('metric' in query) return padded(dataOf(query.metric, periods), periods.times.length)
  return evaluateMath(query.expression, {
    times: periods.times,
    seriesOf: (id) => valuesOfQuery(queryNamed(id, all), all, dataOf, periods),
  })
}

const queryNamed = (id: string, queries: readonly Query[]): Query => {
  const found = queries.find((query) => query.id === id)
  if (found === undefined) throw new CloudError(`Metric math names ${id}, but there is no such metric.`)
  return found
}

const padded = (values: Series, length: number): Series => [
  ...Array.from({ length: Math.max(0, length - values.length) }, () => null),
  ...values.slice(-length),
]
