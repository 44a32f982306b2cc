import { type ChartSource, shortPeriodSeconds } from './dashboard.ts'
import type { Series } from './evaluate.ts'
import {
  alignedEnd,
  type MetricData,
  type Periods,
  periodOf,
  periodsUntil,
  type Query,
  valuesOfQuery,
} from './query.ts'

/** Values by series id, one for each time (epoch seconds), or null if there is none. */
export type WidgetData = {
  readonly times: readonly number[]
  readonly values: Readonly<Record<string, readonly (number | null)[]>>
}

/** The number of values in a chart: fifteen minutes of short periods. */
const keptValues = (15 * 60) / shortPeriodSeconds

/**
 * Returns a function that gives a chart's data at a time in milliseconds. There is no data from before `startedAt`. A time series
 * with short periods is computed from the stored metrics. Any other widget collects the value that CloudWatch would show at each
 * call, so that people can watch an hour or a day fill up. Its data begins with the first call.
 */
export const createChartData = (source: ChartSource, dataOf: MetricData, startedAt: number) => {
  const { widget, queries, shown } = source
  const history: { readonly time: number; readonly values: Series }[] = []
  const kept = widget.kind === 'singleValue' ? 1 : keptValues

  return (now: number): WidgetData => {
    const end = alignedEnd(now / 1000, shortPeriodSeconds)
    if (widget.periodSeconds === shortPeriodSeconds && widget.kind === 'timeSeries') {
      const periods = periodsUntil(end, shortPeriodSeconds, keptValues)
      return chart(shown, periods.times, (query) => valuesOfQuery(query, queries, dataOf, periods))
    }
    const time = end - shortPeriodSeconds
    if (history.at(-1)?.time === time) history.pop()
    history.push({ time, values: shown.map((query) => newestValue(source, query, dataOf, startedAt, now)) })
    if (history.length > kept) history.shift()
    const times = history.map((entry) => entry.time)
    return chart(shown, times, (_, i) => history.map(({ values }) => values[i] ?? null))
  }
}

const chart = (
  shown: readonly Query[],
  times: readonly number[],
  valuesOf: (query: Query, index: number) => Series,
): WidgetData => ({ times, values: Object.fromEntries(shown.map((query, i) => [query.id, valuesOf(query, i)])) })

/** The value of the current period. A single-value widget falls back to the newest period with a datapoint, as in CloudWatch. */
const newestValue = (
  source: ChartSource,
  query: Query,
  dataOf: MetricData,
  startedAt: number,
  now: number,
): number | null => {
  const values = valuesOfQuery(query, source.queries, dataOf, periodsSince(source, query, startedAt, now))
  if (source.widget.kind === 'timeSeries') return values.at(-1) ?? null
  return values.findLast((value) => value !== null) ?? null
}

/** The periods of the widget's time range, without those that end before `startedAt`. */
const periodsSince = (
  { queries, rangeSeconds }: ChartSource,
  query: Query,
  startedAt: number,
  now: number,
): Periods => {
  const periodSeconds = periodOf(query, queries)
  const seconds = Math.min(rangeSeconds, (now - startedAt) / 1000)
  return periodsUntil(alignedEnd(now / 1000, periodSeconds), periodSeconds, Math.ceil(seconds / periodSeconds) + 1)
}
