import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import { type ResourceType, withoutArn } from '../../template/resource-type.ts'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

/** Reads the metrics that a dashboard body shows. Throws a `CloudError` for what the emulator doesn't know. */
export const readDashboard = (name: string, json: string) => {
  const { data: body, error } = dashboardBody.safeParse(JSON.parse(json))
  if (body === undefined) {
    const [issue] = error.issues
    throw new CloudError(
      `The emulator doesn't know ${issue?.path.join('.')} of the dashboard ${name}: ${issue?.message}.`,
    )
  }
  return body.widgets.flatMap(({ type, properties }) =>
    type === 'metric' ? [readChart(properties, properties.start ?? body.start)] : [],
  )
}

/** A widget with metrics: all of its queries, and those that it shows, each with a sound period. */
const readChart = ({ title, metrics }: z.infer<typeof chart>, start: string) => {
  const lines = metrics.map((line, i) => ({ line, query: readLine(line, `s${i}`) }))
  const queries = lines.map(({ query }) => query)
  const shown = lines.filter(({ line }) => line.options.visible).map(({ query }) => query)
  for (const query of shown) periodOf(query, queries)
  return { title, queries, shown, rangeSeconds: secondsBack(start) }
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

const secondsBack = (start: string): number => Number(start.slice(2, -1)) * 24 * 60 * 60

const lineOptions = z.strictObject({
  id: z.string().optional(),
  expression: z.string().optional(),
  label: z.string().optional(),
  stat: z.string().optional(),
  period: z.number().optional(),
  visible: z.boolean().default(true),
})

/** `[namespace, name, dimension, value, ..., options]`, or the options alone when they hold an expression. */
const line = z.array(z.union([z.string(), lineOptions])).transform((parts) => ({
  names: parts.filter((part) => typeof part === 'string'),
  options: parts.find((part) => typeof part === 'object') ?? lineOptions.parse({}),
}))

const axis = z.strictObject({
  min: z.number().optional(),
  max: z.number().optional(),
  showUnits: z.literal(false).optional(),
})

const annotation = z.strictObject({
  value: z.number(),
  label: z.string(),
  color: z.string(),
  yAxis: z.literal('left'),
})

/** The start of the dashboard's time range, as an ISO 8601 duration before now. Only whole days are supported. */
const start = z.string().regex(/^-P\d+D$/, 'must be a number of days, such as -P2D')

const chart = z.strictObject({
  view: z.enum(['timeSeries', 'singleValue']),
  title: z.string(),
  metrics: z.array(line),
  region: z.string(),
  start: start.optional(),
  stacked: z.boolean().optional(),
  yAxis: z.strictObject({ left: axis }).optional(),
  annotations: z.strictObject({ horizontal: z.array(annotation) }).optional(),
})

type ChartLine = z.infer<typeof line>

const text = z.strictObject({ markdown: z.string(), background: z.literal('transparent').optional() })
const alarms = z.strictObject({ title: z.string(), alarms: z.array(z.string()) })

const place = { x: z.number(), y: z.number(), width: z.number(), height: z.number() }

/** The part of a dashboard body that the emulator knows (API reference, dashboard body structure). */
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

export const dashboard = {
  type: 'AWS::CloudWatch::Dashboard',
  nameProperty: 'DashboardName',
  properties: z.strictObject({ DashboardBody: z.string() }),
  identify: withoutArn,
} satisfies ResourceType<unknown>
