import type { MetricWidget, WidgetData } from './protocol.ts'

type Values = (number | null)[]

/** Arranges times and values as uPlot wants them: a row for each series, in drawing order. */
export const plotData = (widget: MetricWidget, { times, values }: WidgetData): [number[], ...Values[]] => {
  const rows = widget.series.map(({ id }) => times.map((_, at) => values[id]?.[at] ?? null))
  return [[...times], ...inDrawingOrder(widget, widget.stacked ? onTop(rows) : rows)]
}

/** In a stack, the highest series is drawn first, so that a series that adds nothing is covered by the one below it. */
export const inDrawingOrder = <T>({ stacked }: MetricWidget, rows: readonly T[]): readonly T[] =>
  stacked ? rows.toReversed() : rows

/** Stacks each row on top of the ones before it. */
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
