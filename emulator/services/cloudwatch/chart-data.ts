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

/** Gives a chart's data since `startedAt`. A single value is the newest that there is, as in CloudWatch. */
export const createChartData = (source: ChartSource, dataOf: MetricData, startedAt: number) => {
  const { widget, queries, shown } = source
  const isShort = widget.periodSeconds === shortPeriodSeconds
  const valuesIn = (query: Query, periods: Periods): Series => valuesOfQuery(query, queries, dataOf, periods)

  return (now: number): WidgetData => {
    const end = alignedEnd(now / 1000, shortPeriodSeconds)
    if (widget.kind === 'singleValue')
      return chart(shown, [end - shortPeriodSeconds], (query) => {
        const values = valuesIn(query, periodsSince(source, periodOf(query, queries), startedAt, now))
        return [values.findLast((value) => value !== null) ?? null]
      })
    const periods = isShort
      ? periodsUntil(end, shortPeriodSeconds, keptValues)
      : periodsSince(source, widget.periodSeconds, startedAt, now)
    return chart(shown, periods.times, (query) => valuesIn(query, periods))
  }
}

const chart = (shown: readonly Query[], times: readonly number[], valuesOf: (query: Query) => Series): WidgetData => ({
  times,
  values: Object.fromEntries(shown.map((query) => [query.id, valuesOf(query)])),
})

/** The periods of the widget's time range, without those that end before `startedAt`. */
const periodsSince = ({ rangeSeconds }: ChartSource, periodSeconds: number, startedAt: number, now: number) => {
  const endAt = (ms: number): number => alignedEnd(ms / 1000, periodSeconds)
  const [first, last] = [endAt(Math.max(startedAt, now - rangeSeconds * 1000)), endAt(now)]
  return periodsUntil(last, periodSeconds, (last - first) / periodSeconds + 1)
}
