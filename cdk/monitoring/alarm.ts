import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'

import type { OperatorLanguage } from '../../settings/values.ts'
import type { MetricOf } from './metrics.ts'

/**
 * The alarms that stages have whatever the carriers of their lines, each with the command that shows more, without the stage; a carrier may add
 * its own. Each has a section of the same name in docs/runbook.md.
 */
export const commonAlarms = {
  'dead-letters': 'npm run ops -- dead-letters',
  siege: 'npm run ops -- status',
  'over-budget': 'npm run ops -- status',
  'month-ahead': 'npm run ops -- status',
  spending: 'npm run ops -- cost',
  'lost-replies': 'npm run ops -- logs --since 1d',
  'line-refused': 'npm run ops -- status',
  'replies-refused': 'npm run ops -- status',
  'malformed-texts': 'npm run ops -- logs --since 1d',
  'function-errors': 'npm run ops -- logs --since 1d',
  'many-texts': 'npm run ops -- status',
  'delivery-success': 'npm run doctor --',
} as const
export type AlarmName = keyof typeof commonAlarms

/** The alarms that carriers add. */
export type OwnAlarmName = 'phone-offline' | 'credits-low' | 'polls-stopped'

/** The sentences of an alarm's description: whether it can wait and until when, who is hurt, what it means, and what to do first. */
export type AlarmWords = {
  readonly wait: string
  readonly hurt: string
  readonly means: string
  readonly first: string
}

/** An alarm that only a stage with a line of the carrier has. It goes off when its metric is above 0, or when the carrier's heartbeat is silent. */
export type OwnAlarm = {
  readonly words: Readonly<Record<OperatorLanguage, AlarmWords>>
  /** The command that shows more, without the stage. */
  readonly command: string
  readonly on: ((metricOf: MetricOf) => IMetric) | 'silence'
}

/** A carrier's texts for the dashboard and the alarms, in one language. */
export type CarrierWords = {
  /** Sentences to add to the descriptions of alarms that every stage has. */
  readonly alarms: { readonly [A in AlarmName]?: Partial<AlarmWords> }
  /** The label of the share of replies that arrived. */
  readonly arrivedShare: string
  /** A suffix of graph labels that distinguishes this carrier from the default one. */
  readonly labelSuffix?: string
}
