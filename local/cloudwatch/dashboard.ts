import type { MetricWidget, Widget } from '../../page/client/protocol.ts'
import { Refusal } from '../../settings/refusal.ts'
import { type Chart, type ChartLine, type DashboardBody, dashboardBody } from './dashboard-body.ts'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

/** A widget with a chart, and how long each of its values covers here. */
type ChartWidget = MetricWidget & { readonly periodSeconds: number }

/** A chart of a dashboard, and what it takes to draw it. */
export type ChartSource = {
  readonly widget: ChartWidget
  readonly queries: readonly Query[]
  /** The query of each series, in the widget's order. */
  readonly shown: readonly Query[]
  readonly rangeSeconds: number
}

export type Dashboard = { readonly widgets: readonly Widget[]; readonly charts: readonly ChartSource[] }

/**
 * CloudWatch's periods are minutes, and people watch a laptop for minutes: here, a time series with periods
 * shorter than an hour is drawn in periods of ten seconds. Longer ones, and single values, keep theirs, and show what the period holds so far.
 */
export const shortPeriodSeconds = 10

const hourSeconds = 60 * 60

/** Reads the body of a dashboard. Throws a `Refusal` for what can't be shown here. */
export const readDashboard = (name: string, json: string): Dashboard => {
  const { data: body, error } = dashboardBody.safeParse(JSON.parse(json))
  if (body === undefined)
    throw new Refusal(
      `The embedded cloud can't show ${error.issues[0]?.path.join('.')} of the dashboard ${name}: ${error.issues[0]?.message}.`,
    )
  const read = body.widgets.map((widget, i) => readWidget(widget, `w${i}`, body.start))
  return {
    widgets: read.map((one) => ('widget' in one ? one.widget : one)),
    charts: read.filter((one) => 'widget' in one),
  }
}

const readWidget = (
  { type, properties, ...place }: DashboardBody['widgets'][number],
  id: string,
  start: string,
): ChartSource | Exclude<Widget, MetricWidget> => {
  if (type === 'text') return { id, kind: 'text', ...place, markdown: properties.markdown }
  if (type === 'alarm') return { id, kind: 'alarms', ...place, title: properties.title }
  const lines = properties.metrics.map((line, i) => ({ line, query: readLine(line, `s${i}`) }))
  const queries = lines.map(({ query }) => query)
  const visible = lines.filter(({ line }) => line.options.visible)
  const shown = visible.map(({ query }) => query)
  const longest = Math.max(shortPeriodSeconds, ...shown.map((query) => periodOf(query, queries)))
  const short = properties.view === 'timeSeries' && longest < hourSeconds
  const widget: ChartWidget = {
    id,
    kind: properties.view,
    ...place,
    title: properties.title,
    periodSeconds: short ? shortPeriodSeconds : longest,
    stacked: properties.stacked,
    left: readAxis(properties.yAxis.left),
    annotations: properties.annotations.horizontal.map(({ label, value, color }) => ({ label, value, color })),
    series: visible.map(({ line, query }) => readSeries(line, query)),
  }
  return { widget, queries, shown, rangeSeconds: secondsBack(properties.start ?? start) }
}

/** CloudWatch's periods are five minutes, and its statistic the average, where a line names none. */
const readLine = ({ names, options }: ChartLine, unnamed: string): Query => {
  const id = options.id ?? unnamed
  const { expression, period } = options
  if (expression !== undefined) return { id, expression: parseExpression(expression), periodSeconds: period }
  const [namespace = '', name = '', ...rest] = names
  const dimensions = Object.fromEntries(rest.flatMap((key, i) => (i % 2 === 0 ? [[key, rest[i + 1] ?? '']] : [])))
  const metric = { namespace, name, dimensions, statistic: options.stat ?? 'Average' }
  return { id, metric, periodSeconds: period ?? 300 }
}

const readSeries = ({ names, options }: ChartLine, { id }: Query): ChartWidget['series'][number] => ({
  id,
  label: options.label ?? names[1] ?? id,
})

const readAxis = ({ label, min, max }: Chart['yAxis']['left']): ChartWidget['left'] => ({
  ...(label !== undefined && { label }),
  ...(min !== undefined && { min }),
  ...(max !== undefined && { max }),
})

/** How long ago a number of days such as `-P2D` is. */
const secondsBack = (start: string): number => Number(start.slice(2, -1)) * 24 * hourSeconds
