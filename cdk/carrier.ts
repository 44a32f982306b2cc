import type { Stack } from 'aws-cdk-lib'
import type { IMetric, IWidget } from 'aws-cdk-lib/aws-cloudwatch'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Settings } from '../settings/schema.ts'
import type { OperatorLanguage } from '../settings/values.ts'
import type { CarrierName } from '../shared/rules/carriers.ts'
import type { AnySilentReason } from '../shared/rules/telemetry.ts'
import type { AlarmRow } from './monitoring/alarm.ts'
import type { MetricOf, Share } from './monitoring/metrics.ts'
import type { Inbound } from './queues.ts'
import type { SmsFunction } from './sms-function.ts'

type Variables = { readonly [name: string]: string }

/** The parts of the stack that exist before the resources of carriers are created. */
export type StackParts = {
  /** A service that publishes encrypted texts needs a statement in the policy of this key. */
  readonly key: IKey
  readonly table: Table
  readonly inbound: Inbound
  readonly lines: { readonly numbersOf: (carrier: CarrierName) => readonly PhoneNumber[] }
  readonly settings: Settings
  /** The environment variables that every function has. */
  readonly environment: Variables
}

/** What the rest of the stack needs from a carrier's resources. */
export type CarrierResources = {
  /** The carrier's own topics, which bring texts or reports to the inbound queue. */
  readonly topics?: readonly ITopic[]
  /** The variables by which receive-sms recognises what comes from the carrier. */
  readonly receiveSmsEnvironment?: Variables
  /** What receiving has cost in a day, in USD, as AWS counts what comes, read or not. Left out if no price is known. */
  readonly receivedUsd?: (metricOf: MetricOf) => IMetric
  readonly sendReplyEnvironment: Variables
  /** The permissions that send-reply needs to send by the carrier. */
  readonly sendReplyCalls: readonly PolicyStatement[]
  /** Functions of the carrier's own, which send nothing. */
  readonly functions?: readonly SmsFunction[]
  /** Whether a function of the carrier's, which fetches texts, publishes the beat, too, and so shows that it may. */
  readonly publishesBeat?: true
  /** Alarms that only a stage with a line of the carrier has: on its own functions, first of all. */
  readonly alarms?: { readonly [name: string]: AlarmRow }
  /** Permissions: what anybody needs who checks the account, and what installers need to attach a line. */
  readonly permissions: { readonly [P in 'looking' | 'attaching']?: readonly PolicyStatement[] }
  readonly outputs: Variables
}

/** A line's number. `arn` is what IAM identifies it by, if the carrier has that and it is known. */
export type PhoneNumber = {
  readonly number: string
  readonly arn?: string | undefined
  /** See `beatTo` of a line in the functions' config. */
  readonly beatTo?: string | false
}

type CarrierWords = {
  /** The label of the share of replies that arrived. */
  readonly arrivedShare: string
  /** A suffix of graph labels that distinguishes this carrier from the default one. */
  readonly labelSuffix?: string
}

/** What a carrier adds to the stack, its dashboard and alarms, and the output of synth. */
export type CarrierCdk = {
  /** Finds the number of a line, or buys it. Left out if settings have each number, and no policy names it. */
  readonly phoneNumberOf?: (scope: Construct, line: Settings['lines'][number]) => PhoneNumber
  readonly createResources: (stack: Stack, parts: StackParts) => CarrierResources
  readonly words: Readonly<Record<OperatorLanguage, CarrierWords>>
  /** Reasons for silence that no other carrier has. */
  readonly ownSilentReasons?: readonly AnySilentReason[]
  /** Whether it says of some replies that it has had no news of them for too long. */
  readonly givesUp?: true
  /** Widgets that the dashboard shows beside the figures about delivery reports. */
  readonly figures?: (metricOf: MetricOf, settings: Settings) => readonly IWidget[]
  /** The share of replies that arrived, from 0 to 1. */
  readonly arrivedShare: (metricOf: MetricOf, share: Share, label: string) => IMetric
  /** What a maintainer has to know or do besides deploying, one sentence each. */
  readonly advice: (stage: string, settings: Settings) => readonly string[]
}

/** A carrier that a stage has lines of. */
export type StageCarrier = CarrierCdk & { readonly name: CarrierName }
