import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch'

import type { AlarmName } from '../cdk/monitoring/alarms-of-stage.ts'
import type { MetricOf } from '../cdk/monitoring/metrics.ts'
import type { Settings } from '../settings/schema.ts'
import type { OperatorLanguage } from '../settings/values.ts'
import type { AnySilentReason } from '../shared/rules/telemetry.ts'

/** The sentences of an alarm's description: who is hurt, what it means, and what to do first. */
export type AlarmWords = { readonly hurt: string; readonly means: string; readonly first: string }

/** An alarm that only a stage with a line of the carrier has. It goes off when its metric is above 0. */
export type OwnAlarm = {
  readonly words: Readonly<Record<OperatorLanguage, AlarmWords>>
  readonly metric: (metricOf: MetricOf) => IMetric
}

/** A carrier's texts for the dashboard and the alarms, in one language. */
export type CarrierWords = {
  /** Sentences to add to the descriptions of alarms that every stage has. */
  readonly alarms: { readonly [A in AlarmName]?: Partial<AlarmWords> }
  /** The label of the share of replies that arrived. */
  readonly arrivedShare: string
  /** A suffix of graph labels that distinguishes this carrier from the default one. */
  readonly labelSuffix: string
}

/** What a carrier adds to the dashboard, the alarms and the output of synth. */
export type CarrierMonitoring = {
  readonly words: Readonly<Record<OperatorLanguage, CarrierWords>>
  /** By alarm name. Each alarm has a section with its name in docs/runbook.md. */
  readonly ownAlarms: Readonly<Record<string, OwnAlarm>>
  /** Reasons for silence that no other carrier has. */
  readonly ownSilentReasons: readonly AnySilentReason[]
  /** Widgets that the dashboard shows beside the figures about delivery reports. */
  readonly figures: (metricOf: MetricOf, settings: Settings) => readonly IWidget[]
  /** The share of a day's replies that arrived, from 0 to 1. It is 1 if there were fewer than `least` replies. */
  readonly arrivedShare: (metricOf: MetricOf, least: number, label: string) => IMetric
  /** What a maintainer has to know or do besides deploying, one sentence each. */
  readonly advice: (stage: string, settings: Settings) => readonly string[]
}
