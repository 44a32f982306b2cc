import { z } from 'zod'

const lineOptions = z.strictObject({
  id: z.string().optional(),
  expression: z.string().optional(),
  // CloudWatch replaces expressions such as `${AVG}` in a label. The page doesn't, so labels must not contain any.
  label: z
    .string()
    .regex(/^[^$]*$/, 'must hold no figures')
    .optional(),
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
  label: z.string().optional(),
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
  stacked: z.boolean().default(false),
  yAxis: z.strictObject({ left: axis }).default({ left: {} }),
  annotations: z.strictObject({ horizontal: z.array(annotation) }).default({ horizontal: [] }),
})

export type Chart = z.infer<typeof chart>
export type ChartLine = Chart['metrics'][number]

const text = z.strictObject({ markdown: z.string(), background: z.literal('transparent').optional() })
const alarms = z.strictObject({ title: z.string(), alarms: z.array(z.string()) })

const place = { x: z.number(), y: z.number(), width: z.number(), height: z.number() }

/**
 * The part of a dashboard body that the page can show (CloudWatch API reference, dashboard body structure). It is strict, so that
 * anything else is refused at the start.
 */
export const dashboardBody = z.strictObject({
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

export type DashboardBody = z.infer<typeof dashboardBody>
