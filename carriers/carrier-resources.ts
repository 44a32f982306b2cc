import type { Stack } from 'aws-cdk-lib'
import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'

import type { Inbound } from '../cdk/inbound.ts'
import type { Lines } from '../cdk/lines.ts'
import type { MetricOf } from '../cdk/monitoring/metrics.ts'
import type { SmsFunction } from '../cdk/sms-function.ts'
import type { Settings } from '../settings/schema.ts'

type Variables = { readonly [name: string]: string }

/** What the stack has when the resources of carriers are created. */
export type StackParts = {
  /** A service that brings encrypted texts needs a statement in the key's policy. */
  readonly key: IKey
  readonly table: Table
  readonly inbound: Inbound
  readonly lines: Lines
  readonly settings: Settings
  /** What every function reads from its environment. */
  readonly environment: Variables
}

/** A function that only this carrier has, with the title of its row on the dashboard and what that shows besides errors. */
type CarrierFunction = {
  readonly title: string
  readonly resource: SmsFunction
  readonly metrics: (metricOf: MetricOf) => readonly Metric[]
}

/** What a carrier's part of the stack gives to the rest of it. */
export type CarrierResources = {
  /** Topics of its own that bring texts or reports to the queue of texts. */
  readonly topics: readonly ITopic[]
  /** How receive-sms recognises what comes by the carrier. */
  readonly receiveSmsEnvironment: Variables
  readonly sendReplyEnvironment: Variables
  /** What send-reply may call to send by the carrier. */
  readonly sendReplyCalls: readonly PolicyStatement[]
  readonly functions: readonly CarrierFunction[]
  /** Metrics that are added up in alarms of every stage. CloudWatch takes ten in one alarm (user guide, alarms on metric math). */
  readonly alarmMetrics: (metricOf: MetricOf) => {
    readonly [A in 'function-errors' | 'many-texts']?: Readonly<Record<string, IMetric>>
  }
  /** What operators may do to care for lines, whoever checks the account may look at, and installers may do to attach a line. */
  readonly permissions: { readonly [P in 'caring' | 'looking' | 'attaching']: readonly PolicyStatement[] }
  readonly outputs: Variables
}

/** Creates what a stage with a line of the carrier needs. */
export type CreateCarrierResources = (stack: Stack, parts: StackParts) => CarrierResources
