import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import { parseExpression } from './expression.ts'
import { periodOf, type Query } from './query.ts'

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([])

/**
 * The namespace of a metric that an alarm evaluates. That of DynamoDB is refused, alone or in an expression: an alarm on it
 * ignores missing data whatever `TreatMissingData` says, so it may never end (API reference, PutMetricAlarm; the user guide,
 * alarms-and-missing-data, says that this is only the default).
 */
const namespace = z
  .string()
  .refine((name) => name !== 'AWS/DynamoDB', 'must not be AWS/DynamoDB, because such an alarm may never end')

const metricStat = z.strictObject({
  Metric: z.strictObject({ Namespace: namespace, MetricName: z.string(), Dimensions: dimensions }),
  Period: z.number(),
  Stat: z.string(),
})

/** A metric, or an expression that refers to other queries by id. */
const query = z.strictObject({
  Id: z.string(),
  MetricStat: metricStat.optional(),
  Expression: z.string().optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
})

/** The properties of an alarm that the embedded cloud supports, with every reference in them resolved. */
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
  TreatMissingData: z.enum(['missing', 'notBreaching', 'breaching']).default('missing'),
  // An alarm has one metric here, or several metrics and expressions in `Metrics`.
  Namespace: namespace.optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Period: z.number().optional(),
  Statistic: z.string().optional(),
  Metrics: z.array(query).optional(),
  // The actions are never run, because a laptop must not wake anybody. DescribeAlarms only lists them.
  AlarmActions: z.array(z.string()).default([]),
})

export type AlarmProperties = z.infer<typeof supported>

/** The most metrics, and the most expressions, in one alarm (API reference, MetricDataQuery). */
const most = 10

const [hour, day] = [60 * 60, 24 * 60 * 60]

/** The same, with what CloudWatch refuses: how far an alarm looks back is limited, too (API reference, PutMetricAlarm, Period). */
export const alarmProperties = supported.superRefine((alarm, { addIssue }) => {
  const refuse = (property: keyof AlarmProperties, message: string) =>
    addIssue({ code: 'custom', path: [property], message })
  const { watched, queries } = readQueries(alarm)
  const expressions = queries.filter((one) => 'expression' in one).length
  const metrics = queries.length - expressions
  if (metrics > most) refuse('Metrics', `must have at most ${most} metrics, and has ${metrics}`)
  if (expressions > most) refuse('Metrics', `must have at most ${most} expressions, and has ${expressions}`)
  const period = periodOf(watched, queries)
  const lookedBack = period * alarm.EvaluationPeriods
  if (lookedBack > 7 * day) refuse('EvaluationPeriods', 'must look back at most 7 days')
  if (period < hour && lookedBack > day)
    refuse('EvaluationPeriods', 'must look back at most 1 day, since its period is below an hour')
})

/** The query that an alarm watches, and all queries that it refers to. Throws a `CloudError` if the alarm has no metric. */
export const readQueries = (
  alarm: AlarmProperties,
): { readonly watched: Query; readonly queries: readonly Query[] } => {
  const queries = alarm.Metrics?.map(readQuery) ?? [ownMetric(alarm)]
  const returned = alarm.Metrics?.findIndex(({ ReturnData }) => ReturnData) ?? 0
  const watched = queries[returned]
  if (watched === undefined) throw new CloudError('An alarm returns no data.')
  return { watched, queries }
}

const readQuery = ({ Id, MetricStat, Expression }: NonNullable<AlarmProperties['Metrics']>[number]): Query => {
  if (MetricStat === undefined) return { id: Id, expression: parseExpression(Expression ?? '') }
  const { Metric, Period, Stat } = MetricStat
  const dimensions = dimensionsOf(Metric.Dimensions)
  const metric = { namespace: Metric.Namespace, name: Metric.MetricName, dimensions, statistic: Stat }
  return { id: Id, metric, periodSeconds: Period }
}

const ownMetric = (alarm: AlarmProperties): Query => {
  const { Namespace: namespace, MetricName: name, Period: periodSeconds, Statistic: statistic } = alarm
  if (namespace === undefined || name === undefined || periodSeconds === undefined || statistic === undefined)
    throw new CloudError('An alarm lacks its metric.')
  return { id: '', metric: { namespace, name, dimensions: dimensionsOf(alarm.Dimensions), statistic }, periodSeconds }
}

const dimensionsOf = (dimensions: AlarmProperties['Dimensions']) =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]))
