import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import type { CarrierResources } from '../carriers/carrier-resources.ts'
import { eventSources } from '../shared/rules/event-sources.ts'
import { receiveSmsTimeoutMs } from '../shared/rules/timing.ts'
import { QueueFunction } from './queue-function.ts'
import { allow, allowItems } from './sms-function.ts'

type ReceiveSmsProps = {
  readonly bundle: string
  readonly key: IKey
  readonly texts: Queue
  readonly table: Table
  readonly replies: Queue
  readonly pepper: Secret
  readonly signingKey: Secret
  readonly carriers: readonly Pick<CarrierResources, 'receiveSmsEnvironment'>[]
  readonly environment: { readonly [name: string]: string }
}

/** Creates the function that decides on each text and stores delivery reports. */
export const createReceiveSms = (scope: Construct, props: ReceiveSmsProps): QueueFunction =>
  new QueueFunction(scope, 'ReceiveSms', {
    bundle: props.bundle,
    key: props.key,
    timeoutMs: receiveSmsTimeoutMs,
    // CloudFormation resolves the secrets at deployment, so a cold start doesn't have to read them, and no role may.
    environment: {
      ...props.environment,
      REPLIES_QUEUE_URL: props.replies.queueUrl,
      PEPPER: props.pepper.secretValue.unsafeUnwrap(),
      REPLY_SIGNING_KEY: props.signingKey.secretValue.unsafeUnwrap(),
      ...Object.assign({}, ...props.carriers.map(({ receiveSmsEnvironment }) => receiveSmsEnvironment)),
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
      // A report is noted in the claim of its reply, and a booking in its budget.
      allowItems(['dynamodb:UpdateItem'], props.table, 'claim#', 'budget#'),
      allow(['sqs:SendMessage'], props.replies.queueArn),
    ],
  })
