import { dashboard, type Periods, periodOf, readDashboard, valuesOfQuery } from '../../emulator/index.ts'
import type { Settings } from '../../settings/schema.ts'
import { second } from '../../shared/rules/timing.ts'
import { readMonitored } from './synthesised.ts'

/** The charts on the dashboard of a stage. */
export const chartsOf = (settings: Settings) => {
  const [body] = readMonitored(settings).all(dashboard)
  return readDashboard('AntiRelou-example', body?.properties.DashboardBody ?? '').charts
}

/** A value, and when the functions emitted it. */
export type Count = readonly [at: string, value: number]

/** The newest value in the widget with this title at `now`, if the functions have emitted these values. */
export const shownIn = (
  charts: ReturnType<typeof chartsOf>,
  title: string,
  metrics: { readonly [name: string]: readonly Count[] },
  now: string,
): number | null | undefined => {
  const chart = charts.find(({ widget }) => widget.title === title)
  const [query] = chart?.shown ?? []
  if (chart === undefined || query === undefined) throw new Error(`The dashboard shows no ${title}.`)
  const periodSeconds = periodOf(query, chart.queries)
  const periods = periodsOf(Date.parse(now) / second, periodSeconds, chart.rangeSeconds)
  const sumOf = (counts: readonly Count[], start: number): number | null => {
    const inPeriod = counts.filter(([at]) => {
      const seconds = Date.parse(at) / second
      return seconds >= start && seconds < start + periodSeconds
    })
    return inPeriod.length === 0 ? null : inPeriod.reduce((sum, [, value]) => sum + value, 0)
  }
  return valuesOfQuery(
    query,
    chart.queries,
    ({ name }) => periods.times.map((start) => sumOf(metrics[name] ?? [], start)),
    periods,
  ).at(-1)
}

/** The whole periods within the range, and the unfinished one at `now`. */
const periodsOf = (now: number, periodSeconds: number, rangeSeconds: number): Periods => {
  const first = Math.ceil((now - rangeSeconds) / periodSeconds)
  const last = Math.floor(now / periodSeconds)
  return { periodSeconds, times: Array.from({ length: last - first + 1 }, (_, i) => (first + i) * periodSeconds) }
}

/** The chart with the share of replies that arrived. */
export const arrivedIn = (settings: Settings) =>
  chartsOf(settings).find(({ widget }) => widget.title?.startsWith('Replies that arrived'))

/** The share in that chart if the functions have emitted these values today. */
export const arrivedShare = (settings: Settings, metrics: { readonly [name: string]: readonly Count[] }) =>
  shownIn(chartsOf(settings), arrivedIn(settings)?.widget.title ?? '', metrics, '2026-11-24T20:00:00Z')
