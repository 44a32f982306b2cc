import type { Template } from 'aws-cdk-lib/assertions'
import { z } from 'zod'

/** Monthly prices in CloudWatch of a metric, and of a metric that an alarm watches. The first ten of each are free. */
export const metricUsd = 0.3
export const watchedUsd = 0.1

/** An alarm watches either one metric, or all metrics of its expressions. */
const alarm = z.object({
  Properties: z.object({
    MetricName: z.string().optional(),
    Metrics: z.array(z.object({ MetricStat: z.unknown().optional() })).default([]),
  }),
})

/** How many metrics the alarms of a stack watch. */
export const watchedBy = (template: Template): number =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm'))
    .map((resource) => alarm.parse(resource).Properties)
    .flatMap(({ MetricName, Metrics }) => (MetricName === undefined ? Metrics : [{ MetricStat: MetricName }]))
    .filter(({ MetricStat }) => MetricStat !== undefined).length
