import { Duration } from 'aws-cdk-lib'
import { Metric, type MetricOptions, Stats } from 'aws-cdk-lib/aws-cloudwatch'

import { type MetricName, metricNamespace, serviceName, type silencedBecause } from '../../shared/rules/telemetry.ts'

export const minute = Duration.minutes(1)
export const fiveMinutes = Duration.minutes(5)
export const hour = Duration.hours(1)
export const day = Duration.days(1)

/** Metrics that the functions of a stage count, summed over five minutes unless the options say otherwise. */
export const countedBy =
  (stage: string) =>
  (metricName: MetricName | ReturnType<typeof silencedBecause>, options: MetricOptions = {}): Metric =>
    new Metric({
      namespace: metricNamespace,
      metricName,
      dimensionsMap: { service: serviceName(stage) },
      statistic: Stats.SUM,
      period: fiveMinutes,
      ...options,
    })

export type Counted = ReturnType<typeof countedBy>

/** The share of all SMS of this account and region that arrived, from 0 to 1: no dimension tells stages apart. */
export const deliveredShare = (options: MetricOptions): Metric =>
  new Metric({ namespace: 'AWS/SNS', metricName: 'SMSSuccessRate', statistic: Stats.AVERAGE, ...options })

/** What SMS of this account and region have cost since the month began, in USD: no dimension tells stages apart. */
export const spentThisMonthUsd = (options: MetricOptions): Metric =>
  new Metric({ namespace: 'AWS/SNS', metricName: 'SMSMonthToDateSpentUSD', statistic: Stats.MAXIMUM, ...options })
