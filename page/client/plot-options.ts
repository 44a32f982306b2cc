import type uPlot from 'uplot'

import { colorOf, resolved } from './color.ts'
import { markOf, numberOf } from './format.ts'
import { limitLines } from './limit-lines.ts'
import { inDrawingOrder } from './plot-data.ts'
import type { MetricWidget } from './protocol.ts'

type Size = { readonly width: number; readonly height: number }

/** The uPlot options for a widget. Colors are read at each drawing, because they change with the color scheme. */
export const plotOptions = (widget: MetricWidget, size: Size): uPlot.Options => ({
  ...size,
  legend: { show: false },
  cursor: { show: false },
  // uPlot would stretch a single moment to a whole day.
  scales: {
    x: { range: (_, from, to) => [from, Math.max(to, from + 60)] },
    left: scale(widget),
  },
  axes: axes(widget),
  series: [
    {},
    ...inDrawingOrder(
      widget,
      widget.series.map((_, index) => line(widget, index)),
    ),
  ],
  bands: widget.stacked ? widget.series.slice(1).map((_, index) => ({ series: [index + 1, index + 2] })) : [],
  hooks: { draw: [limitLines(widget.annotations)] },
  // Half of the last label on the time axis extends beyond the chart.
  padding: [8, 32, 0, 0],
})

const line = ({ stacked }: MetricWidget, index: number): uPlot.Series => {
  const color = (): string => resolved(colorOf(index))
  return {
    scale: 'left',
    stroke: color,
    width: 2,
    points: { size: 4, fill: color },
    ...(stacked ? { fill: () => `color-mix(in srgb, ${color()} 45%, transparent)` } : {}),
  }
}

/** The scale starts at zero unless the dashboard says otherwise, so that small values look small. */
const scale = ({ left: { min, max }, annotations }: MetricWidget): uPlot.Scale => {
  const limits = annotations.map(({ value }) => value)
  return {
    range: (_, from, to) => [min ?? Math.min(0, from ?? 0), max ?? 1.1 * Math.max(0.1, to ?? 1, ...limits)],
  }
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
    ...(label === undefined ? {} : { label, labelSize: 20, labelFont: font }),
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
