import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import { type Delivery, sending } from '../carriers/aws/cdk/delivery.ts'
import type { Settings } from '../settings/schema.ts'
import { sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import type { Lines } from './lines.ts'
import { QueueFunction } from './queue-function.ts'
import { allow } from './sms-function.ts'
import { acknowledgeWildcards } from './wildcards.ts'

type SendReplyProps = {
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly signingKey: Secret
  /** A moment in ISO 8601. */
  readonly unsignedUntil: string
  readonly settings: Settings
  readonly lines: Lines
  /** Only if a line is one of AWS. */
  readonly delivery: Delivery | undefined
  /** Only if a line is a SIM. */
  readonly simSecret: Secret | undefined
  readonly environment: { readonly [name: string]: string }
}

/** Sends each reply when it is due: one at a time, by two processes (the fewest Lambda allows), well below what a line may send. */
export const createSendReply = (scope: Construct, props: SendReplyProps): QueueFunction => {
  const { delivery, simSecret } = props
  const toPhones = delivery === undefined ? [] : [sending(delivery, props.lines.sendingArns)]
  const sendReply = new QueueFunction(scope, 'SendReply', {
    name: 'send-reply',
    key: props.key,
    timeoutMs: sendReplyTimeoutMs,
    environment: {
      ...props.environment,
      REPLIES_QUEUE_URL: props.replies.queueUrl,
      REPLY_SIGNING_KEY: props.signingKey.secretValue.unsafeUnwrap(),
      UNSIGNED_REPLIES_UNTIL: props.unsignedUntil,
      ...(delivery && { CONFIGURATION_SET: delivery.configurationSetName }),
      ...simEnvironment(props),
    },
    // A reply that comes up late is queued anew, but only until it expires.
    recursiveLoop: RecursiveLoop.ALLOW,
    source: { queue: props.replies, batchSize: 1, maxConcurrency: 2 },
    calls: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        props.table.tableArn,
      ),
      allow(['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], props.replies.queueArn),
      ...toPhones,
      ...(simSecret === undefined ? [] : [allow(['secretsmanager:GetSecretValue'], simSecret.secretArn)]),
    ],
  })
  acknowledgeWildcards(sendReply, toPhones, 'Settings name numbers, and IAM wants their ids, which only AWS knows.')
  return sendReply
}

const simEnvironment = ({ simSecret, settings }: SendReplyProps) =>
  simSecret && { SIM_SECRET_ARN: simSecret.secretArn, HTTP_SMS_URL: settings.httpSms.url }
