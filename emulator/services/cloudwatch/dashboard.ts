import type { MetricWidget, Widget } from '../../../page/client/protocol.ts'
import { Refusal } from '../../../settings/refusal.ts'
import { type Chart, type ChartLine, type DashboardBody, dashboardBody } from './dashboard-body.ts'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

/** A widget with metrics, and the period of its values in seconds. */
type ChartWidget = MetricWidget & { readonly periodSeconds: number }

/** A widget with metrics, and the queries that compute its values. */
export type ChartSource = {
  readonly widget: ChartWidget
  readonly queries: readonly Query[]
  /** The query for each series of the widget, in the same order. */
  readonly shown: readonly Query[]
  readonly rangeSeconds: number
}

export type Dashboard = { readonly widgets: readonly Widget[]; readonly charts: readonly ChartSource[] }

/**
 * CloudWatch's periods are minutes long, but a person watches a laptop for a few minutes only. So a time series with periods
 * below one hour is drawn in periods of ten seconds. Longer periods and single values are unchanged, and show the value of the
 * current period so far.
 */
export const shortPeriodSeconds = 10

const hourSeconds = 60 * 60

/** Reads a dashboard body. Throws a `Refusal` for anything that the page can't show. */
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

/** Without a period or a statistic, CloudWatch uses five minutes and the average. */
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

/** Converts a duration in days such as `-P2D` to seconds. */
const secondsBack = (start: string): number => Number(start.slice(2, -1)) * 24 * hourSeconds
