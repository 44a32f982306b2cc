import { CloudError } from '../../cloud-error.ts'
import type { Series } from './evaluate.ts'
import type { Metric, MetricQuery, Periods } from './query.ts'

/** Adds values to a metric, at a time in milliseconds. */
export type RecordMetric = ReturnType<typeof createMetricStore>['record']

/** The resolutions: minutes for 15 days, as in CloudWatch (user guide, metrics retention), and hours for a month. */
const tiers = [
  { widthSeconds: 60, keptSeconds: 15 * 24 * 60 * 60 },
  { widthSeconds: 60 * 60, keptSeconds: 33 * 24 * 60 * 60 },
]

type Aggregate = { sum: number; count: number; most: number }

/** For each tier, the aggregates by the second in which they begin. */
type Aggregates = readonly Map<number, Aggregate>[]

/** Stores datapoints of metrics. As in CloudWatch, they are aggregated, and older ones only over longer periods. */
export const createMetricStore = () => {
  const metrics = new Map<string, Aggregates>()
  return {
    record: (metric: Metric, values: readonly number[], at: number): void => {
      const key = keyOf(metric)
      const known = metrics.get(key) ?? tiers.map(() => new Map())
      metrics.set(key, known)
      for (const [tier, { widthSeconds, keptSeconds }] of tiers.entries()) {
        const start = Math.floor(at / 1000 / widthSeconds) * widthSeconds
        add(known[tier] ?? new Map(), start, values, start - keptSeconds)
      }
    },
    dataOf: (metric: MetricQuery, { periodSeconds, times }: Periods): Series => {
      const [start = 0] = times
      const tier = tiers.findLastIndex(({ widthSeconds: width }) => periodSeconds % width === 0 && start % width === 0)
      const width = tiers[tier]?.widthSeconds ?? 60
      const aggregates = metrics.get(keyOf(metric))?.[tier]
      if (aggregates === undefined) return []
      return times.map((time) => statisticOf(metric.statistic, within(aggregates, time, time + periodSeconds, width)))
    },
  }
}

const keyOf = ({ namespace, name, dimensions }: Metric): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).sort(([a], [b]) => (a < b ? -1 : 1))])

const add = (aggregates: Map<number, Aggregate>, start: number, values: readonly number[], oldest: number): void => {
  const aggregate = aggregates.get(start) ?? { sum: 0, count: 0, most: -Infinity }
  aggregates.set(start, aggregate)
  for (const value of values) {
    aggregate.sum += value
    aggregate.count++
    aggregate.most = Math.max(aggregate.most, value)
  }
  for (const time of aggregates.keys()) {
    if (time >= oldest) break
    aggregates.delete(time)
  }
}

const within = (aggregates: ReadonlyMap<number, Aggregate>, from: number, to: number, width: number) => {
  const found: Aggregate[] = []
  for (let time = from; time < to; time += width) {
    const aggregate = aggregates.get(time)
    if (aggregate !== undefined) found.push(aggregate)
  }
  return found
}

const statisticOf = (statistic: string, found: readonly Aggregate[]): number | null => {
  if (found.length === 0) return null
  const sum = found.reduce((total, aggregate) => total + aggregate.sum, 0)
  switch (statistic) {
    case 'Sum':
      return sum
    case 'Average':
      return sum / found.reduce((total, { count }) => total + count, 0)
    case 'Maximum':
      return Math.max(...found.map(({ most }) => most))
    default:
      throw new CloudError(`The emulator doesn't know the statistic ${statistic}.`)
  }
}
