import { type MetricDataQuery, paginateGetMetricData } from '@aws-sdk/client-cloudwatch'

import { metricNamespace } from '../shared/rules/telemetry.ts'
import type { Place } from './deployment.ts'

/** A metric to read. */
export type MetricQuery = {
  readonly namespace: string
  readonly metric: string
  readonly dimensions?: { readonly [name: string]: string }
}

/** The sum of a metric over the period that begins at `time`, in milliseconds. */
export type Point = { readonly time: number; readonly value: number }

/** A metric that the functions of a stage count. */
export const countBy = ({ stackName }: Pick<Place, 'stackName'>, metric: string): MetricQuery => ({
  namespace: metricNamespace,
  metric,
  dimensions: { service: stackName },
})

/**
 * Reads the sums of several metrics per period, from `from` (in milliseconds) until now, oldest first. Periods without data are left out.
 * Each name must begin with a lowercase letter, because it becomes the id of a CloudWatch query.
 */
export const readMetrics = async <Name extends string>(
  { aws, now }: Pick<Place, 'aws' | 'now'>,
  queries: Readonly<Record<Name, MetricQuery>>,
  from: number,
  periodMs: number,
): Promise<Readonly<Record<Name, readonly Point[]>>> => {
  const names = Object.keys(queries) as Name[]
  const found = Object.fromEntries(names.map((name) => [name, [] as Point[]])) as Record<Name, Point[]>
  const pages = paginateGetMetricData(
    { client: aws.cloudWatch },
    {
      StartTime: new Date(from),
      EndTime: new Date(now()),
      ScanBy: 'TimestampAscending',
      MetricDataQueries: names.map((name) => query(name, queries[name], periodMs / 1000)),
    },
  )
  for await (const { MetricDataResults = [] } of pages)
    for (const { Id = '', Timestamps = [], Values = [] } of MetricDataResults)
      found[Id as Name].push(...Timestamps.map((time, i) => ({ time: time.getTime(), value: Values[i] ?? 0 })))
  return found
}

const query = (
  Id: string,
  { namespace, metric, dimensions = {} }: MetricQuery,
  periodSeconds: number,
): MetricDataQuery => ({
  Id,
  MetricStat: {
    Metric: {
      Namespace: namespace,
      MetricName: metric,
      Dimensions: Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value })),
    },
    Period: periodSeconds,
    Stat: 'Sum',
  },
})

export const sumOf = (points: readonly Point[] = [], from = 0): number =>
  points.reduce((sum, { time, value }) => (time >= from ? sum + value : sum), 0)
