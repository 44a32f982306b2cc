import { z } from 'zod'

import { arnOf, type Kind } from './kind.ts'

const dimensions = z.array(z.strictObject({ Name: z.string(), Value: z.string() })).default([])

const metricStat = z.strictObject({
  Metric: z.strictObject({ Namespace: z.string(), MetricName: z.string(), Dimensions: dimensions }),
  Period: z.number(),
  Stat: z.string(),
  Unit: z.string().optional(),
})

/** A metric, or an expression over others by their ids. */
const query = z.strictObject({
  Id: z.string(),
  MetricStat: metricStat.optional(),
  Expression: z.string().optional(),
  Period: z.number().optional(),
  Label: z.string().optional(),
  ReturnData: z.boolean().default(true),
})

/** The properties of an alarm that the embedded cloud honours, as the template has them once it is resolved. */
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
  TreatMissingData: z.enum(['breaching', 'notBreaching', 'ignore', 'missing']).default('missing'),
  // One metric; or several, and expressions, in `Metrics`.
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: dimensions,
  Period: z.number().optional(),
  Statistic: z.string().optional(),
  ExtendedStatistic: z.string().optional(),
  Metrics: z.array(query).optional(),
  // Nobody is woken by a laptop: they are only told to who asks.
  AlarmActions: z.array(z.string()).default([]),
})

export type AlarmProperties = z.infer<typeof alarmProperties>

export const alarm: Kind<AlarmProperties> = {
  type: 'AWS::CloudWatch::Alarm',
  nameProperty: 'AlarmName',
  properties: alarmProperties,
  ignored: {
    AlarmName: 'read before the other properties',
    ActionsEnabled: 'nobody is to be woken by a laptop',
    OKActions: 'nobody is to be woken by a laptop',
    InsufficientDataActions: 'nobody is to be woken by a laptop',
    Unit: 'every metric here has one unit',
    Tags: 'nobody is billed',
  },
  identify: (name, place) => {
    const arn = arnOf('cloudwatch', place, `alarm:${name}`)
    return { arn, ref: name, attributes: { Arn: arn } }
  },
}
