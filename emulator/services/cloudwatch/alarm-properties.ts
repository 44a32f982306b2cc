import { z } from 'zod'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

const dimensions = z
  .array(z.strictObject({ Name: z.string(), Value: z.string() }))
  .default([])
  .transform((all) => Object.fromEntries(all.map(({ Name, Value }) => [Name, Value])))

/** A metric with a statistic in periods of this length (API reference, MetricStat). */
export const metricStat = z
  .strictObject({
    Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
    Period: z.number(),
    Stat: z.string(),
  })
  .transform(({ Metric: { Namespace: namespace, MetricName: name, Dimensions }, Period, Stat: statistic }) => ({
    metric: { namespace, name, dimensions: Dimensions, statistic },
    periodSeconds: Period,
  }))

const query = z.strictObject({
  Id: z.string(),
  MetricStat: metricStat.optional(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
})

/** The properties of an alarm that the emulator supports, with every reference in them resolved. */
const supported = z.strictObject({
  AlarmDescription: z.string().default(''),
  ComparisonOperator: z.enum([
    'GreaterThanThreshold',
    'GreaterThanOrEqualToThreshold',
    'LessThanThreshold',
    'LessThanOrEqualToThreshold',
  ]),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  // By default, missing data are neither; here each alarm says.
  TreatMissingData: z.enum(['notBreaching', 'breaching']),
  WarmUpConfiguration: z
    .strictObject({
      WarmUpPeriodDurationInMinutes: z.int().min(1).max(2880),
      OnlyStartEvaluatingAfterWarmUpPeriodEnds: z.boolean().default(false),
    })
    .optional(),
  // An alarm has one metric here, or several metrics and expressions in `Metrics`.
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.unknown()).optional(),
  Period: z.number().optional(),
  Statistic: z.string().optional(),
  Metrics: z.array(query).optional(),
  // The actions are never run, because a laptop must not wake anybody. DescribeAlarms only lists them.
  AlarmActions: z.array(z.string()).default([]),
})

/** The most metrics, and the most expressions, in one alarm (API reference, MetricDataQuery). */
const most = 10

const [hour, day] = [60 * 60, 24 * 60 * 60]

/** An alarm with its queries. How far it may look back is limited (API reference, PutMetricAlarm, Period). */
export const alarmProperties = supported.transform((alarm, { addIssue }) => {
  const refuse = (property: keyof typeof alarm, message: string) =>
    addIssue({ code: 'custom', path: [property], message })
  const queries = alarm.Metrics?.map(readQuery) ?? [{ id: '', ...ownMetric(alarm) }]
  const [watched, ...others] = queries.filter((_, i) => alarm.Metrics?.[i]?.ReturnData ?? true)
  if (watched === undefined || others.length > 0) {
    refuse('Metrics', 'must have one that returns data')
    return z.NEVER
  }
  const metrics = queries.flatMap((one) => ('metric' in one ? one.metric : []))
  const expressions = queries.length - metrics.length
  // Such an alarm ignores missing data (PutMetricAlarm; by alarms-and-missing-data, this is only the default).
  if (metrics.some(({ namespace }) => namespace === 'AWS/DynamoDB'))
    refuse('Namespace', 'must not be AWS/DynamoDB, because such an alarm may never end')
  if (metrics.length > most) refuse('Metrics', `must have at most ${most} metrics, and has ${metrics.length}`)
  if (expressions > most) refuse('Metrics', `must have at most ${most} expressions, and has ${expressions}`)
  const periodSeconds = periodOf(watched, queries)
  const lookedBack = periodSeconds * alarm.EvaluationPeriods
  if (lookedBack > 7 * day) refuse('EvaluationPeriods', 'must look back at most 7 days')
  if (periodSeconds < hour && lookedBack > day)
    refuse('EvaluationPeriods', 'must look back at most 1 day, since its period is below an hour')
  return { ...alarm, watched, queries, periodSeconds }
})

export type AlarmProperties = z.infer<typeof alarmProperties>

const readQuery = ({ Id: id, MetricStat, Expression = '' }: z.infer<typeof query>): Query =>
  MetricStat === undefined ? { id, expression: parseExpression(Expression) } : { id, ...MetricStat }

const ownMetric = ({ Namespace, MetricName, Dimensions, Period, Statistic }: z.infer<typeof supported>) =>
  metricStat.parse({ Metric: { Namespace, MetricName, Dimensions }, Period, Stat: Statistic })
