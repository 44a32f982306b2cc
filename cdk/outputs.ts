import { Stack } from 'aws-cdk-lib'
import type { CfnKey } from 'aws-cdk-lib/aws-kms'

import type { Operated } from './permissions.ts'

/** The stack outputs, under the names that the command line and the embedded cloud look for. */
export const outputsOf = ({
  key,
  table,
  pepper,
  lookupLogs,
  inbound,
  replies,
  receiveSms,
  sendReply,
  carriers,
  alerts,
}: Operated): { readonly [name: string]: string } => ({
  InboundTopicArn: inbound.topic.topicArn,
  TableName: table.tableName,
  InboundQueueUrl: inbound.texts.queue.queueUrl,
  RepliesQueueUrl: replies.queue.queueUrl,
  InboundDeadLettersUrl: inbound.texts.deadLetters.queueUrl,
  SubscriptionDeadLettersUrl: inbound.subscriptionDeadLetters.queueUrl,
  RepliesDeadLettersUrl: replies.deadLetters.queueUrl,
  ReceiveSmsFunctionName: receiveSms.function.functionName,
  SendReplyFunctionName: sendReply.function.functionName,
  ReceiveSmsLogGroupName: receiveSms.logGroup.logGroupName,
  SendReplyLogGroupName: sendReply.logGroup.logGroupName,
  ReceiveSmsSourceId: receiveSms.source.eventSourceMappingId,
  SendReplySourceId: sendReply.source.eventSourceMappingId,
  PepperSecretArn: pepper.secretArn,
  LookupLogGroupName: lookupLogs.logGroupName,
  AlertTopicArn: alerts.topicArn,
  KeyLogicalId: Stack.of(key).getLogicalId(key.node.defaultChild as CfnKey),
  ...Object.assign({}, ...carriers.map(({ outputs }) => outputs)),
})
