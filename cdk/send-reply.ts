import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { RecursiveLoop } from 'aws-cdk-lib/aws-lambda'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Construct } from 'constructs'

import type { CarrierResources } from '../carriers/carrier-resources.ts'
import { eventSources } from '../shared/rules/event-sources.ts'
import { sendReplyTimeoutMs } from '../shared/rules/timing.ts'
import { QueueFunction } from './queue-function.ts'
import { allow, allowItems } from './sms-function.ts'
import { acknowledgeWildcards } from './wildcards.ts'

type SendReplyProps = {
  readonly bundle: string
  readonly key: IKey
  readonly table: Table
  readonly replies: Queue
  readonly signingKey: Secret
  readonly carriers: readonly Pick<CarrierResources, 'sendReplyEnvironment' | 'sendReplyCalls'>[]
  readonly environment: { readonly [name: string]: string }
}

/**
 * Creates the function that sends each reply when it is due. Its processes send one reply at a time each, and keep to the rate of the
 * carrier.
 */
export const createSendReply = (scope: Construct, props: SendReplyProps): QueueFunction => {
  const toPhones = props.carriers.flatMap(({ sendReplyCalls }) => sendReplyCalls)
  const sendReply = new QueueFunction(scope, 'SendReply', {
    bundle: props.bundle,
    key: props.key,
    timeoutMs: sendReplyTimeoutMs,
    environment: {
      ...props.environment,
      REPLIES_QUEUE_URL: props.replies.queueUrl,
      REPLY_SIGNING_KEY: props.signingKey.secretValue.unsafeUnwrap(),
      ...Object.assign({}, ...props.carriers.map(({ sendReplyEnvironment }) => sendReplyEnvironment)),
    },
    // The function queues a late reply again in its own queue, but only until the reply expires.
    recursiveLoop: RecursiveLoop.ALLOW,
    source: { queue: props.replies, ...eventSources.sendReply },
    calls: [
      allowItems(['dynamodb:GetItem'], props.table, 'sender#', 'claim#', 'circuit#', 'budget#'),
      allowItems(['dynamodb:PutItem'], props.table, 'sender#', 'claim#', 'circuit#', 'message#'),
      allowItems(['dynamodb:UpdateItem'], props.table, 'claim#', 'circuit#', 'budget#'),
      allowItems(['dynamodb:DeleteItem'], props.table, 'claim#', 'circuit#'),
      allow(['sqs:SendMessage', 'sqs:ChangeMessageVisibility'], props.replies.queueArn),
      ...toPhones,
    ],
  })
  acknowledgeWildcards(sendReply, toPhones, 'Settings name numbers, and IAM wants their ids, which only AWS knows.')
  return sendReply
}
