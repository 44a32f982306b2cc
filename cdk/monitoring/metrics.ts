import { Duration } from 'aws-cdk-lib'
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch'

import { type CountedName, metricNamespace, serviceName } from '../../shared/rules/telemetry.ts'

export const minute = Duration.minutes(1)
export const fiveMinutes = Duration.minutes(5)
export const hour = Duration.hours(1)
export const day = Duration.days(1)

/** A metric that the functions of a stage count, summed over five minutes unless the options say otherwise. */
export const createMetricOf =
  (stage: string) =>
  (metricName: CountedName, options: MetricOptions = {}): Metric =>
    new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { service: serviceName(stage) },
      statistic: Stats.SUM,
      period: fiveMinutes,
      ...options,
    })

export type MetricOf = ReturnType<typeof createMetricOf>
