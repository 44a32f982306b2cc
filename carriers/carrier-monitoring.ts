import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch'

import type { AlarmName } from '../cdk/monitoring/alarm-names.ts'
import type { MetricOf } from '../cdk/monitoring/metrics.ts'
import type { OperatorLanguage } from '../settings/operator-language.ts'
import type { Settings } from '../settings/schema.ts'
import type { AnySilentReason } from '../shared/rules/telemetry.ts'

/** What somebody who is woken by an alarm reads first. */
export type AlarmWords = { readonly hurt: string; readonly means: string; readonly first: string }

/** An alarm that only a stage with a line of the carrier has. It rings as soon as its metric is above 0. */
export type OwnAlarm = {
  readonly words: Readonly<Record<OperatorLanguage, AlarmWords>>
  readonly metric: (metricOf: MetricOf) => IMetric
}

/** What a carrier adds to the words of dashboard and alarms, in one language. */
export type CarrierWords = {
  /** Sentences that the descriptions of other alarms need for this carrier. */
  readonly alarms: { readonly [A in AlarmName]?: Partial<AlarmWords> }
  /** The label of the share that arrived. */
  readonly arrivedShare: string
  /** What the labels of graphs add to tell this carrier from the default one. */
  readonly labelSuffix: string
}

/** What a carrier adds to the dashboard, to the alarms and to what synth tells. */
export type CarrierMonitoring = {
  readonly words: Readonly<Record<OperatorLanguage, CarrierWords>>
  /** By name. Each has a section of that name in docs/runbook.md. */
  readonly ownAlarms: Readonly<Record<string, OwnAlarm>>
  /** Reasons for silence that no other carrier has. */
  readonly ownSilentReasons: readonly AnySilentReason[]
  /** Figures that the dashboard shows beside what carriers report. */
  readonly figures: (metricOf: MetricOf, settings: Settings) => readonly IWidget[]
  /** The share of a day's replies that arrived, from 0 to 1. With fewer than `least` replies it is 1. */
  readonly arrivedShare: (metricOf: MetricOf, least: number, label: string) => IMetric
  /** What a maintainer has to know or do besides deploying, in a sentence each. */
  readonly advice: (stage: string, settings: Settings) => readonly string[]
}
