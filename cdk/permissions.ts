import { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { operatorAttributes } from '../shared/rules/who-writes-what.ts'
import type { CarrierResources } from './carrier.ts'
import { alarmArnsOf } from './encryption.ts'
import { refuseLongPolicies, shortened } from './policy-size.ts'
import type { Inbound, QueueWithDeadLetters } from './queues.ts'
import {
  acknowledgeWildcards,
  allow,
  allowAttributes,
  allowItems,
  only,
  type QueueFunction,
  throughDynamoDb,
} from './sms-function.ts'

/**
 * Creates IAM policies for people who use the project's command line: everybody has the watcher's, which sees the status. An operator's manages
 * senders and waiting messages, an installer's attaches numbers and checks the account. Throws a `Refusal` if one would be too long for IAM.
 */
export const createPolicies = (stack: Stack, operated: Operated): void => {
  createPolicy(stack, 'Watcher', [...watching(stack, operated), allowItems(reading, operated.table, ...figures)])
  createPolicy(stack, 'Operator', [...caring(operated), ...looking(stack, operated)])
  createPolicy(stack, 'Installer', [...looking(stack, operated), ...attaching(stack, operated)])
  refuseLongPolicies(stack)
}

/**
 * Creates a policy. Its name has the region, because IAM knows no regions. It has no description, because an update can't replace a policy that has
 * a name, nor change its description (CloudFormation, AWS::IAM::ManagedPolicy).
 */
const createPolicy = (stack: Stack, id: string, permissions: PolicyStatement[]): void => {
  const managedPolicyName = `${stack.stackName}-${id.toLowerCase()}-${stack.region}`
  const statements = shortened(permissions)
  const policy = new ManagedPolicy(stack, id, { managedPolicyName, statements })
  acknowledgeWildcards(
    policy,
    statements,
    'IAM names the rest only so far: questions about the account, its alarms, its numbers, and versions of the stack.',
  )
}

/** The resources that people operate with the command line. */
export type Operated = {
  readonly key: IKey
  readonly table: Table
  readonly pepper: Secret
  /** Logs each look-up of a sender. */
  readonly lookupLogs: LogGroup
  readonly inbound: Inbound
  readonly replies: QueueWithDeadLetters
  readonly receiveSms: QueueFunction
  readonly sendReply: QueueFunction
  /** The resources of the carriers that the stage has lines of. */
  readonly resources: readonly CarrierResources[]
  readonly alerts: ITopic
}

/**
 * Permissions to read items. Concurrent reads share one BatchGetItem request: of two budgets, two months of
 * one, or the claims of two replies.
 */
const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem']

/** The permissions to see the status, the logs and the metrics of a stage. */
const watching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, inbound, replies, receiveSms, sendReply, resources, alerts } = operated
  const ofCarriers = resources.flatMap(({ functions = [] }) => functions.map(({ resource }) => resource))
  const queues = [
    ...[inbound.texts.queue, inbound.texts.deadLetters, inbound.subscriptionDeadLetters],
    ...[replies.queue, replies.deadLetters],
  ]
  const logGroups = [receiveSms, sendReply, ...ofCarriers].map(({ logGroup }) => logGroup)
  return [
    allow(['cloudformation:DescribeStacks'], stackArn(stack)),
    allow(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData'], '*'),
    allow(['lambda:GetEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(['sns:ListSubscriptionsByTopic'], alerts.topicArn),
    allow(['logs:FilterLogEvents'], ...logGroups.map(({ logGroupArn }) => logGroupArn)),
    allow(['sqs:GetQueueAttributes'], ...queues.map(({ queueArn }) => queueArn)),
    throughDynamoDb(key),
  ]
}

/** What a watcher may read of the table: budgets, cancellations and rests. Senders and claims, which share the table, are not their business. */
const figures = ['budget#', 'cancelled#', 'rest#']
const people = ['sender#', 'claim#']

/**
 * The permissions to look up a sender: to read the pepper, to log the look-up, and to read the items of people besides those of a watcher.
 */
const lookingUp = ({ table, pepper, lookupLogs }: Operated): PolicyStatement[] => [
  allow(['secretsmanager:GetSecretValue'], pepper.secretArn),
  // No permission to read or erase this log is given.
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], lookupLogs.logGroupArn),
  allowItems(reading, table, ...figures, ...people),
]

/**
 * The permissions to manage senders and waiting messages. Claims, budgets and what replies are promised are only written by functions: whoever
 * could write those could have people texted for free. To replace a record or to delete it loses promises, and makes none.
 */
const caring = (operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, replies, sendReply } = operated
  const deadLetters = [inbound.texts.deadLetters, inbound.subscriptionDeadLetters, replies.deadLetters]
  return [
    ...lookingUp(operated),
    allowAttributes(
      ['dynamodb:UpdateItem', 'dynamodb:PutItem', 'dynamodb:DeleteItem'],
      table,
      'sender#',
      operatorAttributes,
    ),
    allowItems(['dynamodb:UpdateItem'], table, 'cancelled#'),
    // Only a scan finds everyone who waits for a reply. No condition on keys can restrict a scan, because it reads every item (developer
    // guide, specifying-conditions).
    allow(['dynamodb:Scan'], table.tableArn),
    allow(['lambda:UpdateEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(['sns:Publish'], inbound.topic.topicArn),
    allow(
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:StartMessageMoveTask'],
      ...deadLetters.map(({ queueArn }) => queueArn),
    ),
    // SQS moves dead letters back to their queue with the permissions of its caller.
    allow(['sqs:SendMessage'], inbound.texts.queue.queueArn, replies.queue.queueArn),
    throughServices(key, 'sqs', 'sns', 'secretsmanager'),
  ]
}

/** The use of the key through services that encrypt and decrypt with the permissions of their caller. */
const throughServices = (key: IKey, ...services: readonly ('sqs' | 'sns' | 'secretsmanager')[]): PolicyStatement =>
  only(allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn), 'StringEquals', {
    'kms:ViaService': services.map((service) => `${service}.${Stack.of(key).region}.amazonaws.com`),
  })

/**
 * The permissions to check the account. CloudFormation detects drift of the key with the permissions of its caller, and may read the
 * configuration of the key's type with them: no page of AWS's says so, but four public least-privilege roles for drift allow it, one of
 * them after a run that failed (2026-11-29). It reads nothing of the account's resources.
 */
const looking = (stack: Stack, { key, table, inbound, receiveSms, resources }: Operated): PolicyStatement[] => {
  const topics = [inbound.topic, ...resources.flatMap(({ topics = [] }) => topics)]
  return [
    allow(['lambda:GetAccountSettings', 'sms-voice:DescribeAccountAttributes', 'sms-voice:DescribeSpendLimits'], '*'),
    allow(['cloudformation:BatchDescribeTypeConfigurations'], '*'),
    // All numbers are asked for, and none is named, so there may be no ARN to authorise: the type is optional (service authorization reference,
    // AWS End User Messaging SMS and Voice V2).
    allow(['sms-voice:DescribePhoneNumbers'], '*'),
    ...resources.flatMap(({ permissions }) => permissions.looking ?? []),
    allow(['sns:GetTopicAttributes'], ...topics.map(({ topicArn }) => topicArn)),
    // Of a subscription, the topic is an optional type, too.
    allow(['sns:GetSubscriptionAttributes'], '*'),
    allow(['dynamodb:DescribeTable'], table.tableArn),
    allow(['lambda:GetEventSourceMapping'], receiveSms.source.eventSourceMappingArn),
    allow(['cloudformation:DetectStackResourceDrift'], stackArn(stack)),
    allow(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'], key.keyArn),
  ]
}

/**
 * The permissions to turn a number whose id is known into a line, to check that it can send (a dry run needs the permission to send), and
 * to rehearse. A rehearsal publishes texts of AWS's simulator numbers, reads and erases their records, and sets off an alarm. IAM can't tell the
 * protection of a table that attaching sets from its lifting, nor an alarm that is set off from one that is set to OK.
 */
const attaching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, resources } = operated
  return [
    ...resources.flatMap(({ permissions }) => permissions.attaching ?? []),
    allow(['dynamodb:UpdateTable'], table.tableArn),
    ...lookingUp(operated),
    allowItems(['dynamodb:DeleteItem'], table, 'sender#'),
    allow(['sns:Publish'], inbound.topic.topicArn),
    allow(['cloudwatch:SetAlarmState'], alarmArnsOf(stack)),
    throughServices(key, 'sns', 'secretsmanager'),
  ]
}

const stackArn = ({ region, account, stackName }: Stack): string =>
  `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`
