import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import { configOf } from '../settings/config.ts'
import { Refusal } from '../settings/refusal.ts'
import type { Settings } from '../settings/schema.ts'
import type { Config } from '../shared/rules/config.ts'
import { metricNamespace, serviceName } from '../shared/rules/telemetry.ts'
import { eventSources, receiveSmsTimeoutMs, sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import { bundleFolder } from './bundles.ts'
import type { CarrierResources } from './carrier.ts'
import type { Lines } from './lines.ts'
import { acknowledgeWildcards, allow, allowItems, allowReports, QueueFunction } from './sms-function.ts'

type FunctionProps = {
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly signingKey: Secret
  readonly resources: readonly CarrierResources[]
  readonly environment: { readonly [name: string]: string }
}

/** Creates the function that decides on each text and stores delivery reports. */
export const createReceiveSms = (
  scope: Construct,
  props: FunctionProps & { readonly texts: Queue; readonly pepper: Secret },
): QueueFunction =>
  new QueueFunction(scope, 'ReceiveSms', {
    bundle: bundleFolder('receive-sms'),
    key: props.key,
    timeoutMs: receiveSmsTimeoutMs,
    // CloudFormation resolves the secrets at deployment, so a cold start doesn't have to read them, and no role may.
    environment: {
      ...props.environment,
      REPLIES_QUEUE_URL: props.replies.queueUrl,
      PEPPER: props.pepper.secretValue.unsafeUnwrap(),
      REPLY_SIGNING_KEY: props.signingKey.secretValue.unsafeUnwrap(),
      ...Object.assign({}, ...props.resources.map(({ receiveSmsEnvironment }) => receiveSmsEnvironment)),
    },
    source: { queue: props.texts, ...eventSources.receiveSms },
    calls: [
      // A sender and the counters of a month are read in one request, so one statement has to cover both.
      allowItems(
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
        props.table,
        'sender#',
        'claim#',
        'budget#',
        'message#',
      ),
      allowItems(['dynamodb:PutItem'], props.table, 'sender#'),
      allowReports(props.table),
      allowItems(['dynamodb:UpdateItem'], props.table, 'budget#'),
      allow(['sqs:SendMessage'], props.replies.queueArn),
    ],
  })

/**
 * Creates the function that sends each reply when it is due. Its processes send one reply at a time each, and keep to the rate of the
 * carrier.
 */
export const createSendReply = (scope: Construct, props: FunctionProps): QueueFunction => {
  const toPhones = props.resources.flatMap(({ sendReplyCalls }) => sendReplyCalls)
  const sendReply = new QueueFunction(scope, 'SendReply', {
    bundle: bundleFolder('send-reply'),
    key: props.key,
    timeoutMs: sendReplyTimeoutMs,
    environment: {
      ...props.environment,
      REPLIES_QUEUE_URL: props.replies.queueUrl,
      REPLY_SIGNING_KEY: props.signingKey.secretValue.unsafeUnwrap(),
      ...Object.assign({}, ...props.resources.map(({ sendReplyEnvironment }) => sendReplyEnvironment)),
    },
    source: { queue: props.replies, ...eventSources.sendReply },
    calls: [
      // A sender, what is cancelled, and the rest of a carrier are read in one request.
      allowItems(
        ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
        props.table,
        'sender#',
        'claim#',
        'cancelled#',
        'rest#',
      ),
      allowItems(['dynamodb:PutItem'], props.table, 'claim#', 'message#', 'rest#'),
      allowItems(['dynamodb:UpdateItem', 'dynamodb:DeleteItem'], props.table, 'claim#'),
      allow(['sqs:ChangeMessageVisibility'], props.replies.queueArn),
      ...toPhones,
    ],
  })
  acknowledgeWildcards(sendReply, toPhones, 'Settings name numbers, and IAM wants their ids, which only AWS knows.')
  return sendReply
}

/**
 * The most bytes for the config. Lambda allows 4,096 bytes for the whole environment, measured as JSON; the rest
 * is left for the other variables.
 */
const maxConfigBytes = 2900

type EnvironmentProps = {
  readonly stack: Stack
  readonly stage: string
  readonly settings: Settings
  readonly lines: Lines
  readonly table: Table
}

/** The environment variables of every function. Throws a `Refusal` if the config is too long for Lambda. */
export const createEnvironment = ({ stack, stage, settings, lines, table }: EnvironmentProps) => {
  const config = configOf(settings, (line) => lines.numberOf(line))
  // Numbers that are yet to be bought are assumed to be as long as E.164 allows.
  const longestConfig = configOf(settings, ({ number }) => number ?? '+123456789012345')
  checkSize(longestConfig, stage)
  return {
    CONFIG: stack.toJsonString(config),
    TABLE_NAME: table.tableName,
    POWERTOOLS_SERVICE_NAME: serviceName(stage),
    POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
  }
}

const checkSize = (config: Config, stage: string): void => {
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(config)))
  if (bytes > maxConfigBytes)
    throw new Refusal(
      `settings/${stage}.json: lines, countries, limits, budgets and texts take ${bytes} bytes of Lambda's environment, but must fit ${maxConfigBytes}; shorten the longest of them.`,
    )
}
