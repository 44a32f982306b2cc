import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'

import type { AlarmName } from '../cdk/monitoring/alarm-names.ts'
import type { MetricOf } from '../cdk/monitoring/metrics.ts'
import type { Settings } from '../settings/schema.ts'
import type { AnySilentReason } from '../shared/rules/telemetry.ts'

/** What a carrier adds to the dashboard, to the alarms and to what synth tells. */
export type CarrierMonitoring = {
  /** Alarms that only a stage with a line of this carrier has. */
  readonly ownAlarms: readonly AlarmName[]
  /** Sentences that the descriptions of alarms need for this carrier. */
  readonly alarmWords: {
    readonly [A in AlarmName]?: { readonly hurt?: string; readonly means?: string; readonly first?: string }
  }
  /** Reasons for silence that no other carrier has. */
  readonly ownSilentReasons: readonly AnySilentReason[]
  /** The share of a day's replies that arrived, from 0 to 1. With fewer than `least` replies it is 1. */
  readonly arrivedShare: (metricOf: MetricOf, least: number, label?: string) => IMetric
  readonly arrivedLabel: string
  /** What the labels of graphs add to tell this carrier from the default one. */
  readonly labelSuffix: string
  /** What a maintainer has to know or do besides deploying, in a sentence each. */
  readonly advice: (stage: string, settings: Settings) => readonly string[]
}
