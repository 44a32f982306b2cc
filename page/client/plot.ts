import uPlot from 'uplot'
import { markOf, numberOf } from './language.ts'
import type { MetricWidget, Series, WidgetData } from './protocol.ts'

const hourSeconds = 60 * 60

/** Amounts by the hour or longer are bars, which fill up. A share, whose axis ends, is no amount. */
export const isBars = ({ periodSeconds, left, series }: MetricWidget): boolean =>
  periodSeconds >= hourSeconds && left.max === undefined && series.length === 1

/** The uPlot options for a widget. Colors are read at each drawing, because they change with the color scheme. */
export const plotOptions = (widget: MetricWidget, size: { width: number; height: number }): uPlot.Options => ({
  ...size,
  legend: { show: false },
  cursor: { show: false },
  tzDate: (seconds) => uPlot.tzDate(new Date(seconds * 1000), 'Etc/UTC'),
  scales: { x: { range: timeRange(widget) }, left: scale(widget) },
  axes: axes(widget),
  series: [{}, ...(isBars(widget) ? bars : inDrawingOrder(widget, widget.series.map(lineOf(widget))))],
  bands: widget.stacked ? widget.series.slice(1).map((_, index) => ({ series: [index + 1, index + 2] })) : [],
  hooks: { draw: [limitLines(widget.annotations)] },
  // Half of the last label on the time axis extends beyond the chart.
  padding: [8, 32, 0, 0],
})

/** Long periods have room for as many as these; a lone one would be as wide as the chart. */
const shownPeriods = 12

/** The chart's times, since uPlot would stretch a single one to a whole day. */
const timeRange =
  ({ periodSeconds }: MetricWidget): uPlot.Range.Function =>
  ({ data: [times] }) => {
    const [first, last] = [times[0] ?? 0, times.at(-1) ?? 0]
    return periodSeconds < hourSeconds
      ? [first, Math.max(last, first + 60)]
      : [Math.min(first, last - (shownPeriods - 1) * periodSeconds) - periodSeconds / 2, last + periodSeconds / 2]
  }

const bar = (fill: () => string): uPlot.Series => ({
  scale: 'left',
  stroke: () => resolved(colorOf(0)),
  width: 1,
  points: { show: false },
  paths: uPlot.paths.bars?.({ size: [0.7, 14] }) ?? (() => null),
  fill,
})

/** What is above the limit is drawn hollow, so that a full bar looks full: the surplus is booked into later periods. */
const bars: readonly uPlot.Series[] = [
  bar(() => `color-mix(in srgb, ${resolved(colorOf(0))} 15%, transparent)`),
  bar(() => resolved(colorOf(0))),
]

const lineOf =
  ({ stacked }: MetricWidget) =>
  (_: Series, index: number): uPlot.Series => {
    const color = (): string => resolved(colorOf(index))
    return {
      scale: 'left',
      stroke: color,
      width: 2,
      points: { size: 4, fill: color },
      ...(stacked && { fill: () => `color-mix(in srgb, ${color()} 45%, transparent)` }),
    }
  }

/** The scale starts at zero unless the dashboard says otherwise, so that small values look small. */
const scale = ({ left: { min, max }, annotations }: MetricWidget): uPlot.Scale => {
  const limits = annotations.map(({ value }) => value)
  return { range: (_, from, to) => [min ?? Math.min(0, from ?? 0), max ?? 1.1 * Math.max(0.1, to ?? 1, ...limits)] }
}

const axes = ({ left: { label } }: MetricWidget): uPlot.Axis[] => [
  {
    ...look,
    space: 72,
    size: 28,
    values: (_, times, _axis, _space, apart) => times.map((time) => markOf(time, apart)),
    grid: { show: false },
  },
  {
    ...look,
    scale: 'left',
    size: (_, values) => 16 + 7 * Math.max(2, ...(values ?? []).map((value) => value.length)),
    space: 32,
    values: (_, values) => values.map(numberOf),
    ...(label !== undefined && { label, labelSize: 20, labelFont: font }),
  },
]

const font = '12px system-ui, sans-serif'
const color = (name: string) => (): string => resolved(`var(--${name})`)
const look: uPlot.Axis = {
  font,
  stroke: color('muted'),
  grid: { stroke: color('border'), width: 1 },
  ticks: { stroke: color('border'), width: 1, size: 4 },
}

type Values = (number | null)[]

/** Arranges times and values as uPlot wants them: a row for each series, in drawing order. */
export const plotData = (widget: MetricWidget, data: WidgetData): [number[], ...Values[]] => {
  const rows = widget.series.map((series) => valuesOf(series, data))
  if (isBars(widget))
    return [[...data.times], ...rows, ...rows.map((row) => row.map((value) => upToLimit(widget, value)))]
  return [[...data.times], ...inDrawingOrder(widget, widget.stacked ? onTop(rows) : rows)]
}

/** Where a count that has ever had a value has none, nothing was counted. */
const valuesOf = ({ id, addsUp }: Series, { times, values }: WidgetData): Values => {
  const none = addsUp && values[id]?.some((value) => value !== null) ? 0 : null
  return times.map((_, at) => values[id]?.[at] ?? none)
}

const upToLimit = ({ annotations }: MetricWidget, value: number | null): number | null =>
  value === null ? null : Math.min(value, ...annotations.map((limit) => limit.value))

/** In a stack, the highest series is drawn first, so that a series that adds nothing is covered by the one below it. */
const inDrawingOrder = <T>({ stacked }: MetricWidget, rows: readonly T[]): readonly T[] =>
  stacked ? rows.toReversed() : rows

const onTop = (rows: readonly Values[]): Values[] =>
  rows.map((row, index) =>
    row.map((_, at) =>
      rows.every((other) => other[at] === null)
        ? null
        : rows.slice(0, index + 1).reduce((sum, other) => sum + (other[at] ?? 0), 0),
    ),
  )

/** The newest value of a series, or undefined if it never had one. */
export const latest = (data: WidgetData | undefined, seriesId: string): number | undefined =>
  data?.values[seriesId]?.findLast((value) => value !== null) ?? undefined

/** The sum of a series over the chart, or undefined if it never had a value. */
export const total = ({ values }: WidgetData, seriesId: string): number | undefined => {
  const known = values[seriesId]?.filter((value) => value !== null) ?? []
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0)
}

/** Draws the dashboard's annotations as dashed lines across the chart. The legend says what they mean. */
const limitLines =
  (annotations: MetricWidget['annotations']) =>
  ({ ctx, bbox, valToPos }: uPlot): void => {
    for (const { value, color } of annotations) {
      const y = Math.round(valToPos(value, 'left', true))
      ctx.save()
      ctx.strokeStyle = resolved(color)
      ctx.lineWidth = 2
      ctx.setLineDash([6, 6])
      ctx.beginPath()
      ctx.moveTo(bbox.left, y)
      ctx.lineTo(bbox.left + bbox.width, y)
      ctx.stroke()
      ctx.restore()
    }
  }

/** style.css has this many colors, one for each reason for silence. */
const colors = 11

/** The CSS color of the series at this place. */
export const colorOf = (index: number): string => `var(--series-${index % colors})`

/** Not shown. It has the color that is to be resolved. */
const probe = document.head.appendChild(document.createElement('i'))

const resolved = (color: string): string => {
  probe.style.color = color
  return getComputedStyle(probe).color
}
