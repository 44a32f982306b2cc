import { z } from 'zod'
import { CloudError } from '../../cloud-error.ts'
import { arnOf, type ResourceType } from '../../template/resource-type.ts'
import type { Stack } from '../../template/stack.ts'
import { parseExpression } from './expression.ts'
import { alignedEnd, type MetricData, periodOf, periodsUntil, type Query, valuesOfQuery } from './query.ts'

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
export const alarmProperties = z.strictObject({
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

export type AlarmProperties = z.infer<typeof alarmProperties>

export const alarm: ResourceType<AlarmProperties> = {
  type: 'AWS::CloudWatch::Alarm',
  nameProperty: 'AlarmName',
  properties: alarmProperties,
  ignored: {},
  identify: (name, place) => {
    const arn = arnOf('cloudwatch', place, `alarm:${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA'

/**
 * CloudWatch retrieves more periods than it evaluates, because data may be late: two more in its example (user guide, alarms and
 * missing data).
 */
const sparePeriods = 2

/**
 * Evaluates an alarm at `now`, in milliseconds. The current period counts as its newest one. Missing data counts as the alarm says, for as many
 * periods as have no data among all that are retrieved. If it is just missing, and no data is within the threshold, it takes breaching data that is
 * at least as old as `DatapointsToAlarm` to alarm (user guide, alarms and missing data, with its tables).
 */
export const evaluateAlarm = (alarm: AlarmProperties, dataOf: MetricData, now: number): AlarmState => {
  const { EvaluationPeriods: evaluated, DatapointsToAlarm: toAlarm = evaluated } = alarm
  const { watched, queries } = readQueries(alarm)
  const periodSeconds = periodOf(watched, queries)
  const periods = periodsUntil(alignedEnd(now / 1000, periodSeconds), periodSeconds, evaluated + sparePeriods)
  const values = valuesOfQuery(watched, queries, dataOf, periods)
  const points = values.filter((value) => value !== null).slice(-evaluated)
  const breaching = points.filter((value) => breaches(alarm, value))
  if (alarm.TreatMissingData === 'missing' && points.length < evaluated && breaching.length === points.length) {
    const oldest = values.findIndex((value) => value !== null)
    return oldest >= 0 && values.length - oldest >= toAlarm ? 'ALARM' : 'INSUFFICIENT_DATA'
  }
  const missing = alarm.TreatMissingData === 'breaching' ? evaluated - points.length : 0
  return breaching.length + missing >= toAlarm ? 'ALARM' : 'OK'
}

/** The query that an alarm watches, and all queries that it refers to. Throws a `CloudError` if the alarm has no metric. */
const readQueries = (alarm: AlarmProperties): { readonly watched: Query; readonly queries: readonly Query[] } => {
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

const breaches = ({ ComparisonOperator, Threshold }: AlarmProperties, value: number): boolean => {
  if (value === Threshold) return ComparisonOperator.includes('OrEqualTo')
  return ComparisonOperator.startsWith('Greater') ? value > Threshold : value < Threshold
}

export type Alarm = {
  readonly name: string
  /** The name without that of the stack, for people. */
  readonly title: string
  readonly description: string
  readonly state: AlarmState
  readonly since: string
  /** The last link in the description: a URL, or the path of a document. */
  readonly runbookUrl?: string
}

/** The alarms of a stack, with their current states. */
export type AlarmStates = {
  /** Evaluates all alarms at `now`, in milliseconds. */
  readonly at: (now: number) => readonly Alarm[]
  /**
   * Sets an alarm's state for a few seconds, after which it is evaluated again (API reference, SetAlarmState). Returns false if
   * there is no such alarm.
   */
  readonly set: (name: string, state: AlarmState, now: number) => boolean
}

/**
 * How long a state lasts that was set. The reference says that the alarm returns to its actual state "quickly, often within
 * seconds".
 */
const shownForMs = 5000

/**
 * Keeps the states of a stack's alarms. CloudWatch evaluates an alarm every minute. Here it is evaluated whenever its state is
 * read, and the current period counts although it isn't over, so that a person sees the state change at once.
 */
export const createAlarmStates = (stack: Stack, dataOf: MetricData): AlarmStates => {
  const { stackName } = stack.place
  const alarms = stack.all(alarm).map(({ ref: name, properties }) => {
    const { AlarmDescription: description } = properties
    const [runbookUrl] = /(https:\/\/|\bdocs\/)\S+$/m.exec(description) ?? []
    const title = titleOf(name.startsWith(`${stackName}-`) ? name.slice(stackName.length + 1) : name)
    return { properties, shown: { name, title, description, ...(runbookUrl !== undefined && { runbookUrl }) } }
  })
  const states = new Map<string, { readonly state: AlarmState; readonly since: string }>()
  const setUntil = new Map<string, number>()
  const turn = (name: string, state: AlarmState, now: number) => {
    const before = states.get(name)
    const known = before?.state === state ? before : { state, since: new Date(now).toISOString() }
    states.set(name, known)
    return known
  }
  const stateAt = (name: string, properties: AlarmProperties, now: number): AlarmState => {
    const before = states.get(name)?.state
    const isSet = before !== undefined && now < (setUntil.get(name) ?? 0)
    return isSet ? before : evaluateAlarm(properties, dataOf, now)
  }
  return {
    at: (now) =>
      alarms.map(({ properties, shown }) => ({
        ...shown,
        ...turn(shown.name, stateAt(shown.name, properties, now), now),
      })),
    set: (name, state, now) => {
      if (!alarms.some(({ shown }) => shown.name === name)) return false
      setUntil.set(name, now + shownForMs)
      turn(name, state, now)
      return true
    },
  }
}

const titleOf = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ')
