import type { CreateAlarmOptions, IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Settings } from '../../settings/schema.ts'
import type { OperatorLanguage } from '../../settings/values.ts'
import { filled, type MetricOf, minute } from './metrics.ts'

/** What an alarm's mail says: whether it can wait, what to do first, who is hurt, and what it means. */
type AlarmWords = {
  readonly title: string
  readonly wait: string
  readonly first: string
  readonly hurt: string
  readonly means: string
}

/** What sets off alarms, besides resources: what functions count, and what settings allow. */
export type Watched = { readonly metricOf: MetricOf; readonly settings: Settings }

export type Condition = CreateAlarmOptions & { readonly metric: IMetric }

/** An alarm. Its name is that of its section in docs/runbook.md. */
export type AlarmRow = {
  readonly words: Readonly<Record<OperatorLanguage, AlarmWords>>
  readonly command: string
  /**
   * For how many hours it is not evaluated after it was created or changed (CloudWatch user guide, alarm-warm-up; read
   * 2026-11-30). Only alarms on silence need that.
   */
  readonly warmUpHours?: number
  readonly condition: (watched: Watched) => Condition
}

/** Raised when any of the last minutes is above 0. Looking back an hour, it mails only once. */
export const happens = (metric: IMetric, { hours = 1, minutes = 1 } = {}): Condition => ({
  metric: filled(metric, minute),
  threshold: 0,
  evaluationPeriods: 60 * hours,
  datapointsToAlarm: minutes,
})

/**
 * Raised by the fourth minute with a failure: what fails is tried again after two minutes, then mostly after as long
 * again as it has waited, so that is six to eight minutes later, and whatever heals before is forgiven. A longer period
 * would divide failures by where it begins, which slides each minute (user guide, alarm evaluation window).
 */
export const lasts = (metric: IMetric, { hours = 1 } = {}): Condition => happens(metric, { hours, minutes: 4 })

/** In the end a reply is tried once an hour: two hours have an attempt, five have four. */
export const [hoursOfAttempt, hoursOfFourAttempts] = [2, 5]
