import { z } from 'zod'

const lineOptions = z.strictObject({
  id: z.string().optional(),
  expression: z.string().optional(),
  label: z.string().optional(),
  color: z.string().optional(),
  stat: z.string().optional(),
  period: z.number().optional(),
  visible: z.boolean().default(true),
  yAxis: z.enum(['left', 'right']).default('left'),
  region: z.string().optional(),
})

/** `[namespace, name, dimension, value, ..., options]`, or the options alone when they hold an expression. */
const line = z.array(z.union([z.string(), lineOptions])).transform((parts) => ({
  names: parts.filter((part) => typeof part === 'string'),
  options: parts.find((part) => typeof part === 'object') ?? lineOptions.parse({}),
}))

const axis = z
  .strictObject({
    label: z.string().optional(),
    min: z.number().optional(),
    max: z.number().optional(),
    showUnits: z.boolean().optional(),
  })
  .default({})

const annotation = z.strictObject({
  value: z.number(),
  label: z.string().default(''),
  color: z.string().optional(),
  yAxis: z.enum(['left', 'right']).optional(),
})

const chart = z.strictObject({
  view: z.enum(['timeSeries', 'singleValue']),
  title: z.string().default(''),
  metrics: z.array(line),
  region: z.string().optional(),
  /** How far back the data go that an expression sees; an ISO 8601 duration with a minus. */
  start: z.string().optional(),
  period: z.number().default(300),
  stat: z.string().default('Average'),
  stacked: z.boolean().default(false),
  sparkline: z.boolean().default(false),
  yAxis: z.strictObject({ left: axis, right: axis }).default({ left: {}, right: {} }),
  annotations: z.strictObject({ horizontal: z.array(annotation).default([]) }).default({ horizontal: [] }),
  // Looks that the page has its own way for.
  legend: z.unknown().optional(),
  liveData: z.unknown().optional(),
  singleValueFullPrecision: z.unknown().optional(),
})

export type Chart = z.infer<typeof chart>
export type ChartLine = Chart['metrics'][number]

const text = z.strictObject({ markdown: z.string(), background: z.unknown().optional() })
const alarms = z.strictObject({ title: z.string().default(''), alarms: z.array(z.string()) })

const place = { x: z.number(), y: z.number(), width: z.number(), height: z.number() }

/** The body of a dashboard as far as it can be shown here (CloudWatch API reference, dashboard body structure); strict, so that anything else stops the start. */
export const dashboardBody = z.strictObject({
  start: z.string().default('-PT3H'),
  periodOverride: z.unknown().optional(),
  widgets: z.array(
    z.discriminatedUnion('type', [
      z.strictObject({ type: z.literal('metric'), ...place, properties: chart }),
      z.strictObject({ type: z.literal('text'), ...place, properties: text }),
      z.strictObject({ type: z.literal('alarm'), ...place, properties: alarms }),
    ]),
  ),
})

export type DashboardBody = z.infer<typeof dashboardBody>
