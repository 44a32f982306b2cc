import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { eventSources, receiveSmsTimeoutMs, sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import { bundleFolder } from './bundles.ts'
import type { CarrierResources } from './carrier.ts'
import { acknowledgeWildcards, allow, allowItems, allowReports, QueueFunction, reading } from './sms-function.ts'

type FunctionProps = {
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly signingKey: Secret
  readonly resources: readonly CarrierResources[]
  readonly environment: { readonly [name: string]: string }
}

/** CloudFormation resolves secrets at deployment, so a cold start doesn't have to read them, and no role may. */
const environmentOf = ({ environment, replies, signingKey }: FunctionProps, own = {}) => ({
  ...environment,
  REPLIES_QUEUE_URL: replies.queueUrl,
  ...own,
  REPLY_SIGNING_KEY: signingKey.secretValue.unsafeUnwrap(),
})

/** Creates the function that decides on each text and stores delivery reports. */
export const createReceiveSms = (scope: Construct, texts: Queue, pepper: Secret, props: FunctionProps) => {
  const { key, table, replies, resources } = props
  return new QueueFunction(scope, 'ReceiveSms', {
    bundle: bundleFolder('receive-sms'),
    key,
    timeoutMs: receiveSmsTimeoutMs,
    environment: {
      ...environmentOf(props, { TEXTS_QUEUE_URL: texts.queueUrl, PEPPER: pepper.secretValue.unsafeUnwrap() }),
      ...Object.assign({}, ...resources.map(({ receiveSmsEnvironment }) => receiveSmsEnvironment)),
    },
    source: { queue: texts, ...eventSources.receiveSms },
    calls: [
      // A sender, the counters of a month and the crowds are read in one request, so one statement has to cover all.
      allowItems(reading, table, 'sender#', 'claim#', 'budget#', 'crowd#', 'message#'),
      allowItems(['dynamodb:PutItem'], table, 'sender#'),
      allowReports(table),
      allowItems(['dynamodb:UpdateItem'], table, 'budget#', 'crowd#'),
      allow(['sqs:ChangeMessageVisibility'], texts.queueArn),
      allow(['sqs:SendMessage'], replies.queueArn),
    ],
  })
}

/** Creates the function that sends each reply when it is due, one at a time in each process. */
export const createSendReply = (scope: Construct, props: FunctionProps) => {
  const { key, table, replies, resources } = props
  const toPhones = resources.flatMap(({ sendReplyCalls }) => sendReplyCalls)
  const sendReply = new QueueFunction(scope, 'SendReply', {
    bundle: bundleFolder('send-reply'),
    key,
    timeoutMs: sendReplyTimeoutMs,
    environment: {
      ...environmentOf(props),
      ...Object.assign({}, ...resources.map(({ sendReplyEnvironment }) => sendReplyEnvironment)),
    },
    source: { queue: replies, ...eventSources.sendReply },
    calls: [
      // A sender and the debt of a line are read in one request.
      allowItems(reading, table, 'sender#', 'claim#', 'debt#'),
      allowItems(['dynamodb:PutItem'], table, 'claim#', 'message#'),
      allowItems(['dynamodb:UpdateItem'], table, 'claim#', 'debt#'),
      allowItems(['dynamodb:DeleteItem'], table, 'claim#'),
      allow(['sqs:ChangeMessageVisibility'], replies.queueArn),
      ...toPhones,
    ],
  })
  acknowledgeWildcards(sendReply, toPhones, 'Settings name numbers, and IAM wants their ids, which only AWS knows.')
  return sendReply
}
