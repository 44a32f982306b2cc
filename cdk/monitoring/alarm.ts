import { ComparisonOperator, type CreateAlarmOptions, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import type { Settings } from '../../settings/schema.ts'
import type { OperatorLanguage } from '../../settings/values.ts'
import type { MetricOf } from './metrics.ts'

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
   * For how many hours it waits after it was created or changed: for data to fill the time that it looks at, or for the
   * whole time (CloudWatch user guide, alarm-warm-up; read 2026-11-30). Only alarms on silence need that.
   */
  readonly warmUp?: { readonly hours: number; readonly whole: boolean }
  readonly condition: (watched: Watched) => Condition
}

/** Raised when `times` of the last periods of five minutes are above 0. Looking back an hour, it mails only once. */
export const happens = (metric: IMetric, { times = 1, hours = 1 } = {}): Condition => ({
  metric,
  threshold: 0,
  evaluationPeriods: 12 * hours,
  datapointsToAlarm: times,
})

/** In the end a reply is tried once an hour: two hours have an attempt, three have two. */
export const [hoursOfAttempt, hoursOfTwoAttempts] = [2, 3]

/** Raised when nothing has happened for a quarter of an hour. A metric that nobody emits has no data, and not 0. */
export const isSilent = (metric: IMetric): Condition => ({
  metric,
  threshold: 1,
  comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
  evaluationPeriods: 3,
  treatMissingData: TreatMissingData.BREACHING,
})
