import { Stack } from 'aws-cdk-lib'
import type { CfnKey } from 'aws-cdk-lib/aws-kms'

import type { Delivery } from '../carriers/aws/cdk/delivery.ts'
import type { Sim } from '../carriers/sim/cdk/sim.ts'
import type { Operated } from './permissions.ts'

/** What operators touch, by the names that the command line and the embedded cloud look for. */
export const outputsOf = ({
  key,
  table,
  pepper,
  lookupLogs,
  inbound,
  replies,
  delivery,
  receiveSms,
  sendReply,
  sim,
  alerts,
}: Operated) => ({
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
  SendReplySourceId: sendReply.source.eventSourceMappingId,
  PepperSecretArn: pepper.secretArn,
  LookupLogGroupName: lookupLogs.logGroupName,
  AlertTopicArn: alerts.topicArn,
  KeyLogicalId: Stack.of(key).getLogicalId(key.node.defaultChild as CfnKey),
  ...(delivery && ofDelivery(delivery)),
  ...(sim && ofSim(sim)),
})

const ofDelivery = ({ configurationSetName, topic }: Delivery) => ({
  ConfigurationSetName: configurationSetName,
  DeliveryTopicArn: topic.topicArn,
})

const ofSim = ({ secret, webhook }: Sim) => ({
  SimWebhookUrl: webhook.url,
  SimSecretArn: secret.secretArn,
  SimWebhookFunctionName: webhook.function.functionName,
  SimWebhookLogGroupName: webhook.logGroup.logGroupName,
})
