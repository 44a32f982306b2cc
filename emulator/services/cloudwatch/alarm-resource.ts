import { z } from 'zod'

import { arnOf, type ResourceType } from '../../template/resource-type.ts'

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
  ComparisonOperator: z.enum(['GreaterThanThreshold', 'LessThanThreshold']),
  Threshold: z.number(),
  EvaluationPeriods: z.number(),
  DatapointsToAlarm: z.number().optional(),
  TreatMissingData: z.literal('notBreaching'),
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
