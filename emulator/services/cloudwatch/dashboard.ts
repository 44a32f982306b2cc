import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import { type ResourceType, withoutArn } from '../../template/resource-type.ts'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

/** A time series with periods below an hour is drawn in these, because people watch a laptop for minutes only. */
export const shortPeriodSeconds = 10

const hourSeconds = 60 * 60

/** Reads a dashboard body. Throws a `CloudError` for anything that the page can't show. */
export const readDashboard = (name: string, json: string) => {
  const { data: body, error } = dashboardBody.safeParse(JSON.parse(json))
  if (body === undefined) {
    const [issue] = error.issues
    throw new CloudError(
      `The emulator can't show ${issue?.path.join('.')} of the dashboard ${name}: ${issue?.message}.`,
    )
  }
  const read = body.widgets.map((widget, i) => readWidget(widget, `w${i}`, body.start))
  return {
    widgets: read.map((one) => ('widget' in one ? one.widget : one)),
    charts: read.filter((one) => 'widget' in one),
  }
}

/** A widget of the page, whose twin is in page/client/protocol.ts. */
const readWidget = ({ type, properties, ...place }: DashboardBody['widgets'][number], id: string, start: string) => {
  if (type === 'text') return { id, kind: 'text', ...place, markdown: properties.markdown } as const
  if (type === 'alarm') return { id, kind: 'alarms', ...place, title: properties.title } as const
  return readChart(properties, { id, ...place }, start)
}

type Place = { readonly id: string } & Readonly<Record<keyof typeof place, number>>

/** A widget with metrics, all of its queries, and the one for each of its series. */
const readChart = (properties: z.infer<typeof chart>, place: Place, start: string) => {
  const lines = properties.metrics.map((line, i) => ({ line, query: readLine(line, `s${i}`) }))
  const queries = lines.map(({ query }) => query)
  const visible = lines.filter(({ line }) => line.options.visible)
  const shown = visible.map(({ query }) => query)
  const longest = Math.max(shortPeriodSeconds, ...shown.map((query) => periodOf(query, queries)))
  const short = properties.view === 'timeSeries' && longest < hourSeconds
  const periodSeconds = short ? shortPeriodSeconds : longest
  const { view: kind, title, stacked, yAxis, annotations } = properties
  const drawn = { stacked, left: yAxis.left, annotations: annotations.horizontal }
  const series = visible.map(({ line, query }) => readSeries(line, query, queries))
  const widget = { kind, ...place, title, periodSeconds, ...drawn, series }
  return { widget, queries, shown, rangeSeconds: secondsBack(properties.start ?? start) }
}

export type ChartSource = ReturnType<typeof readChart>

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

const readSeries = ({ names, options }: ChartLine, query: Query, queries: readonly Query[]) => ({
  id: query.id,
  label: options.label ?? names[1] ?? query.id,
  /** Whether its values are sums, so that their total means something. */
  addsUp: 'metric' in query && query.metric.statistic === 'Sum',
  /** Its metric by name, or those that its expression is about, whatever the language of the labels. */
  metrics: [...new Set(metricsOf(query, queries))],
})

const metricsOf = (query: Query, queries: readonly Query[]): readonly string[] =>
  'metric' in query
    ? [query.metric.name]
    : query.expression.ids.flatMap((id) =>
        queries.filter((other) => other.id === id).flatMap((one) => metricsOf(one, queries)),
      )

const secondsBack = (start: string): number => Number(start.slice(2, -1)) * 24 * hourSeconds

/** CloudWatch replaces expressions such as `${AVG}` in a label. The page doesn't, so labels must not contain any. */
const label = z.string().regex(/^[^$]*$/, 'must hold no figures')

const lineOptions = z.strictObject({
  id: z.string().optional(),
  expression: z.string().optional(),
  label: label.optional(),
  stat: z.string().optional(),
  period: z.number().optional(),
  visible: z.boolean().default(true),
})

/** `[namespace, name, dimension, value, ..., options]`, or the options alone when they hold an expression. */
const line = z.array(z.union([z.string(), lineOptions])).transform((parts) => ({
  names: parts.filter((part) => typeof part === 'string'),
  options: parts.find((part) => typeof part === 'object') ?? lineOptions.parse({}),
}))

const axis = z
  .strictObject({
    label: z.string().exactOptional(),
    min: z.number().exactOptional(),
    max: z.number().exactOptional(),
    showUnits: z.literal(false).optional(),
  })
  .transform(({ showUnits: _, ...left }) => left)

const annotation = z
  .strictObject({ value: z.number(), label: z.string(), color: z.string(), yAxis: z.literal('left') })
  .transform(({ yAxis: _, ...annotation }) => annotation)

/** The start of the dashboard's time range, as an ISO 8601 duration before now. Only whole days are supported. */
const start = z.string().regex(/^-P\d+D$/, 'must be a number of days, such as -P2D')

const chart = z.strictObject({
  view: z.enum(['timeSeries', 'singleValue']),
  title: z.string(),
  metrics: z.array(line),
  region: z.string(),
  start: start.optional(),
  stacked: z.boolean().default(false),
  yAxis: z.strictObject({ left: axis }).default({ left: {} }),
  annotations: z.strictObject({ horizontal: z.array(annotation) }).default({ horizontal: [] }),
})

type ChartLine = z.infer<typeof line>

const text = z.strictObject({ markdown: z.string(), background: z.literal('transparent').optional() })
const alarms = z.strictObject({ title: z.string(), alarms: z.array(z.string()) })

const place = { x: z.number(), y: z.number(), width: z.number(), height: z.number() }

/** The part of a dashboard body that the page can show (API reference, dashboard body structure). */
const dashboardBody = z.strictObject({
  start,
  periodOverride: z.literal('inherit').optional(),
  widgets: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('metric'), ...place, properties: chart }),
      z.strictObject({ type: z.literal('text'), ...place, properties: text }),
      z.strictObject({ type: z.literal('alarm'), ...place, properties: alarms }),
    ]),
  ),
})

type DashboardBody = z.infer<typeof dashboardBody>

export const dashboard = {
  type: 'AWS::CloudWatch::Dashboard',
  nameProperty: 'DashboardName',
  properties: z.strictObject({ DashboardBody: z.string() }),
  identify: withoutArn,
} satisfies ResourceType<unknown>
