import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import { sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import { allow, SmsFunction } from './sms-function.ts'

type SendReplyProps = {
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly environment: { readonly [name: string]: string }
}

/** Sends each reply when it is due: one at a time, by two processes (the fewest Lambda allows), well below what a line may send. */
export const createSendReply = (scope: Construct, props: SendReplyProps): SmsFunction =>
  new SmsFunction(scope, 'SendReply', {
    name: 'send-reply',
    key: props.key,
    timeoutMs: sendReplyTimeoutMs,
    environment: props.environment,
    // A reply that comes up late is queued anew, but only until it expires.
    recursiveLoop: RecursiveLoop.ALLOW,
    source: { queue: props.replies, batchSize: 1, maxConcurrency: 2 },
    calls: [
      allow(
        ['dynamodb:GetItem', 'dynamodb:PutItem', 'dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        props.table.tableArn,
      ),
      allow(['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], props.replies.queueArn),
      // A phone number has no ARN: everything but topics is what reaches phones.
      new PolicyStatement({ actions: ['sns:Publish'], notResources: ['arn:aws:sns:*:*:*'] }),
    ],
  })
