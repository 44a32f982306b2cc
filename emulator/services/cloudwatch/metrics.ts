import { CloudError } from '../../cloud-error.ts'
import type { Series } from './evaluate.ts'
import type { Metric, MetricQuery, Periods } from './query.ts'

/** Adds values to a metric, at a time in milliseconds. */
export type RecordMetric = ReturnType<typeof createMetricStore>['record']

/** Values are aggregated by the minute. CloudWatch keeps minutes for 15 days only (user guide, metrics retention). */
const widthSeconds = 60

/** The values of a metric by the second in which their minute begins. */
type Values = Map<number, number[]>

/** Stores datapoints of metrics, for as long as a number runs on this machine. */
export const createMetricStore = () => {
  const metrics = new Map<string, Values>()
  return {
    record: (metric: Metric, values: readonly number[], at: number): void => {
      const key = keyOf(metric)
      const known = metrics.get(key) ?? new Map<number, number[]>()
      metrics.set(key, known)
      const start = Math.floor(at / 1000 / widthSeconds) * widthSeconds
      const ofMinute = known.get(start) ?? []
      ofMinute.push(...values)
      known.set(start, ofMinute)
    },
    dataOf: (metric: MetricQuery, { periodSeconds, times }: Periods): Series => {
      const known = metrics.get(keyOf(metric))
      if (known === undefined) return []
      const byPeriod = Map.groupBy(known, ([start]) => Math.floor((start - (times[0] ?? 0)) / periodSeconds))
      return times.map((_, i) => statisticOf(metric.statistic, byPeriod.get(i)?.flatMap(([, values]) => values) ?? []))
    },
  }
}

const keyOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))])

const statisticOf = (statistic: string, values: readonly number[]): number | null => {
  if (values.length === 0) return null
  switch (statistic) {
    case 'Sum':
      return values.reduce((total, value) => total + value)
    case 'Maximum':
      return values.reduce((a, b) => Math.max(a, b))
    case 'p50':
      return values.toSorted((a, b) => a - b)[Math.ceil(values.length / 2) - 1] ?? null
    default:
      throw new CloudError(`The emulator doesn't know the statistic ${statistic}.`)
  }
}
