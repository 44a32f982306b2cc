import type { MetricWidget, WidgetData } from './protocol.ts'

type Values = (number | null)[]

/** Times and values as uPlot takes them: a row for each series, each on top of the ones before if they are stacked. */
export const plotData = ({ series, stacked }: MetricWidget, { times, values }: WidgetData): [number[], ...Values[]] => {
  const rows = series.map(({ id }) => times.map((_, at) => values[id]?.[at] ?? null))
  return [[...times], ...(stacked ? onTop(rows) : rows)]
}

const onTop = (rows: readonly Values[]): Values[] =>
  rows.map((row, index) =>
    row.map((_, at) => {
      const below = rows.slice(0, index + 1).map((other) => other[at] ?? null)
      return below.every((value) => value === null) ? null : below.reduce<number>((sum, value) => sum + (value ?? 0), 0)
    }),
  )

/** The newest value of a series, if it ever had one. */
export const latest = (data: WidgetData | undefined, seriesId: string): number | undefined =>
  data?.values[seriesId]?.findLast((value) => value !== null) ?? undefined
