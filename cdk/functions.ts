import type { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { configOf } from '../settings/config.ts'
import type { Settings } from '../settings/schema.ts'
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

/** Creates the function that sends each reply when it is due, one at a time in each process. */
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

type EnvironmentProps = {
  readonly stack: Stack
  readonly stage: string
  readonly settings: Settings
  readonly lines: Lines
  readonly table: Table
}

/** The environment variables of every function. */
export const createEnvironment = ({ stack, stage, settings, lines, table }: EnvironmentProps) => ({
  CONFIG: stack.toJsonString(configOf(settings, (line) => lines.numberOf(line))),
  TABLE_NAME: table.tableName,
  POWERTOOLS_SERVICE_NAME: serviceName(stage),
  POWERTOOLS_METRICS_NAMESPACE: metricNamespace,
})
