import type { Stack } from 'aws-cdk-lib'
import type { IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'

import type { Lines } from '../cdk/lines.ts'
import type { MetricOf } from '../cdk/monitoring/metrics.ts'
import type { Inbound } from '../cdk/queues.ts'
import type { SmsFunction } from '../cdk/sms-function.ts'
import type { Settings } from '../settings/schema.ts'

type Variables = { readonly [name: string]: string }

/** The parts of the stack that exist before the resources of carriers are created. */
export type StackParts = {
  /** A service that publishes encrypted texts needs a statement in the policy of this key. */
  readonly key: IKey
  readonly table: Table
  readonly inbound: Inbound
  readonly lines: Lines
  readonly settings: Settings
  /** The environment variables that every function has. */
  readonly environment: Variables
}

/** A function that only this carrier has, with the title of its row on the dashboard and the metrics that the row shows besides errors. */
type CarrierFunction = {
  readonly title: string
  readonly resource: SmsFunction
  readonly metrics: (metricOf: MetricOf) => readonly Metric[]
}

/** What the rest of the stack needs from a carrier's resources. */
export type CarrierResources = {
  /** The carrier's own topics, which bring texts or reports to the inbound queue. */
  readonly topics: readonly ITopic[]
  /** The variables by which receive-sms recognises what comes from the carrier. */
  readonly receiveSmsEnvironment: Variables
  readonly sendReplyEnvironment: Variables
  /** The permissions that send-reply needs to send by the carrier. */
  readonly sendReplyCalls: readonly PolicyStatement[]
  readonly functions: readonly CarrierFunction[]
  /**
   * Metrics that are added up in alarms that every stage has. CloudWatch allows ten metrics in one
   * alarm (user guide, alarms on metric math).
   */
  readonly alarmMetrics: (metricOf: MetricOf) => {
    readonly [A in 'function-errors' | 'many-texts']?: Readonly<Record<string, IMetric>>
  }
  /**
   * Permissions: what operators need to care for lines, what anybody needs who checks the account,
   * and what installers need to attach a line.
   */
  readonly permissions: { readonly [P in 'caring' | 'looking' | 'attaching']: readonly PolicyStatement[] }
  readonly outputs: Variables
}

/** Creates the resources of a stage that has a line of the carrier. */
export type CreateCarrierResources = (stack: Stack, parts: StackParts) => CarrierResources
