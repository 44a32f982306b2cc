import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'
import { hasAwsLine } from '../settings/carriers.ts'
import type { Settings } from '../settings/schema.ts'
import { sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import { QueueFunction } from './queue-function.ts'
import { allow } from './sms-function.ts'

type SendReplyProps = {
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly settings: Settings
  /** Only if a line is a SIM. */
  readonly simSecret: Secret | undefined
  readonly environment: { readonly [name: string]: string }
}

/** Sends each reply when it is due: one at a time, by two processes (the fewest Lambda allows), well below what a line may send. */
export const createSendReply = (scope: Construct, props: SendReplyProps): QueueFunction =>
  new QueueFunction(scope, 'SendReply', {
    name: 'send-reply',
    key: props.key,
    timeoutMs: sendReplyTimeoutMs,
    environment: { ...props.environment, REPLIES_QUEUE_URL: props.replies.queueUrl, ...simEnvironment(props) },
    // A reply that comes up late is queued anew, but only until it expires.
    recursiveLoop: RecursiveLoop.ALLOW,
    source: { queue: props.replies, batchSize: 1, maxConcurrency: 2 },
    calls: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        props.table.tableArn,
      ),
      allow(['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], props.replies.queueArn),
      ...(hasAwsLine(props.settings) ? [toPhones()] : []),
      ...(props.simSecret === undefined ? [] : [allow(['secretsmanager:GetSecretValue'], props.simSecret.secretArn)]),
    ],
  })

const simEnvironment = ({ simSecret, settings }: SendReplyProps) =>
  simSecret && { SIM_SECRET_ARN: simSecret.secretArn, HTTP_SMS_URL: settings.httpSms.url }

/** A phone number has no ARN: everything but topics is what reaches phones. */
const toPhones = () => new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] })
