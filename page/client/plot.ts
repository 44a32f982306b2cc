import type { Drawing, Layer } from './chart.ts'
import { markOf, words } from './language.ts'
import type { MetricWidget, Series, WidgetData } from './protocol.ts'
import type { State } from './state.ts'

const hourSeconds = 60 * 60

/** Amounts by the hour or longer are bars, which fill up. A share, whose axis ends, is no amount. */
export const isBars = ({ periodSeconds, left, series }: MetricWidget): boolean =>
  periodSeconds >= hourSeconds && left.max === undefined && series.length === 1

/** Long periods have room for as many as these; a lone one would be as wide as the chart. */
const shownPeriods = 12

/** Describes the chart of a widget, without the legend. */
export const drawingOf = (widget: MetricWidget, data: WidgetData): Drawing => {
  const { title, periodSeconds, left: scale, annotations: limits } = widget
  const layers = layersOf(widget, data)
  const length = periodSeconds * (layers[0]?.values.length ?? 0)
  const marks = marksOf((data.times.at(-1) ?? 0) + periodSeconds, length, markOf)
  return { name: words.chart(title), layers, scale, limits, marks }
}

const layersOf = (widget: MetricWidget, data: WidgetData): readonly Layer[] => {
  const rows = widget.series.map((series) =>
    valuesOf(series, data, widget.periodSeconds < hourSeconds ? 0 : shownPeriods),
  )
  const colored = (shape: Layer['shape']) => (values: Values, i: number) => ({ shape, color: colorOf(i), values })
  // The highest is drawn first, so that a series that adds nothing is covered by the one below it.
  if (widget.stacked) return onTop(rows).map(colored('area')).toReversed()
  if (!isBars(widget)) return rows.map(colored('line'))
  // What is above the limit is faint, so that a full bar looks full: the surplus is booked into later periods.
  const limit = Math.min(...widget.annotations.map(({ value }) => value))
  const limited = rows.map((row) => row.map((value) => value && Math.min(value, limit)))
  const faint = (bars: Layer): Layer => ({ ...bars, color: `color-mix(in srgb, ${bars.color} 30%, transparent)` })
  return [...rows.map(colored('bars')).map(faint), ...limited.map(colored('bars'))]
}

type Values = readonly (number | null)[]

/** Where a count that has ever had a value has none, nothing was counted. */
const valuesOf = ({ id, addsUp }: Series, { times, values }: WidgetData, least: number): Values => {
  const none = addsUp && values[id]?.some((value) => value !== null) ? 0 : null
  const before = Array.from({ length: Math.max(0, least - times.length) }, () => null)
  return [...before, ...times.map((_, at) => values[id]?.[at] ?? none)]
}

const onTop = (rows: readonly Values[]): readonly Values[] =>
  rows.map((row, index) =>
    row.map((_, at) => rows.slice(0, index + 1).reduce((sum, other) => sum + (other[at] ?? 0), 0)),
  )

const [minute, day] = [60, 24 * hourSeconds]
const minutes = [1, 5, 60, 3 * 60, 6 * 60].map((count) => count * minute)
const distances = [1, 2, 5, 10, 20, ...minutes, day, 3 * day, 7 * day]

/** Writes round times below a chart that ends at `end`, in seconds: four of them at most. */
export const marksOf = (
  end: number,
  length: number,
  write: (seconds: number, apartSeconds: number) => string,
): Drawing['marks'] => {
  const apart = distances.find((distance) => length / distance <= 4) ?? length
  const first = Math.ceil((end - length) / apart) * apart
  return Array.from({ length: Math.floor((end - first) / apart) + 1 }, (_, i) => first + i * apart).map((time) => ({
    at: 100 - (100 * (end - time)) / length,
    text: write(time, apart),
  }))
}

/** The newest value of a series, or undefined if it never had one. */
export const latest = (data: WidgetData | undefined, seriesId: string): number | undefined =>
  data?.values[seriesId]?.findLast((value) => value !== null) ?? undefined

/** Finds the newest value of the dashboard's first series of a metric alone, in periods of this length. */
export const newest = ({ stage, metrics }: State, metric: string, periodSeconds?: number) => {
  for (const widget of stage?.dashboard ?? []) {
    if (!('series' in widget) || widget.periodSeconds !== (periodSeconds ?? widget.periodSeconds)) continue
    const series = widget.series.find((one) => one.metrics.join() === metric)
    if (series !== undefined) return { widget, value: latest(metrics[widget.id], series.id) }
  }
  return {}
}

/** The sum of a series over the chart, or undefined if it never had a value. */
export const total = ({ values }: WidgetData, seriesId: string): number | undefined => {
  const known = values[seriesId]?.filter((value) => value !== null) ?? []
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}

/** style.css has this many colors, one for each reason for silence. */
const colors = 11

/** The CSS color of the series at this place. */
export const colorOf = (index: number): string => `var(--series-${index % colors})`
