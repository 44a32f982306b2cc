import { CloudError } from '../../cloud-error.ts'
import type { Series } from './evaluate.ts'
import type { Metric, MetricQuery, Periods } from './query.ts'

/** Adds values to a metric, at a time in milliseconds. */
export type RecordMetric = ReturnType<typeof createMetricStore>['record']

/** Values are aggregated by the minute. CloudWatch keeps minutes for 15 days only (user guide, metrics retention). */
const widthSeconds = 60

type Aggregate = { sum: number; most: number }

/** The aggregates of a metric by the second in which they begin. */
type Aggregates = Map<number, Aggregate>

/** Stores datapoints of metrics, for as long as a number runs on this machine. */
export const createMetricStore = () => {
  const metrics = new Map<string, Aggregates>()
  return {
    record: (metric: Metric, values: readonly number[], at: number): void => {
      const key = keyOf(metric)
      const known = metrics.get(key) ?? new Map()
      metrics.set(key, known)
      add(known, Math.floor(at / 1000 / widthSeconds) * widthSeconds, values)
    },
    dataOf: (metric: MetricQuery, { periodSeconds, times }: Periods): Series => {
      const aggregates = metrics.get(keyOf(metric))
      if (aggregates === undefined) return []
      return times.map((time) => statisticOf(metric.statistic, within(aggregates, time, time + periodSeconds)))
    },
  }
}

const keyOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))])

const add = (aggregates: Aggregates, start: number, values: readonly number[]): void => {
  const aggregate = aggregates.get(start) ?? { sum: 0, most: -Infinity }
  aggregates.set(start, aggregate)
  for (const value of values) {
    aggregate.sum += value
    aggregate.most = Math.max(aggregate.most, value)
  }
}

/** The aggregates of the minutes from `from` to `to`. Periods begin with a minute. */
const within = (aggregates: Aggregates, from: number, to: number): readonly Aggregate[] => {
  const minutes = Array.from({ length: Math.ceil((to - from) / widthSeconds) }, (_, i) => from + i * widthSeconds)
  return minutes.flatMap((start) => aggregates.get(start) ?? [])
}

const statisticOf = (statistic: string, found: readonly Aggregate[]): number | null => {
  if (found.length === 0) return null
  switch (statistic) {
    case 'Sum':
      return found.reduce((total, { sum }) => total + sum, 0)
    case 'Maximum':
      return Math.max(...found.map(({ most }) => most))
    default:
      throw new CloudError(`The emulator doesn't know the statistic ${statistic}.`)
  }
}
