import { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import { ManagedPolicy, type PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Schedule } from 'aws-cdk-lib/aws-scheduler'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'
import { serviceName } from '../shared/rules/telemetry.ts'
import { operatorAttributes } from '../shared/rules/who-writes-what.ts'
import type { CarrierResources } from './carrier.ts'
import { alarmArnsOf } from './encryption.ts'
import { dashboardNameOf } from './monitoring/monitoring.ts'
import type { Inbound, QueueWithDeadLetters } from './queues.ts'
import { refuseLongPolicies, shortened } from './quotas.ts'
import {
  acknowledgeWildcards,
  allow,
  allowAttributes,
  allowItems,
  only,
  type QueueFunction,
  reading,
  throughDynamoDb,
} from './sms-function.ts'

/** Creates the IAM policies of people. Throws a `Refusal` if one would be too long for IAM. */
export const createPolicies = (stack: Stack, operated: Operated): void => {
  createPolicy(stack, 'Watcher', [...watching(stack, operated), allowItems(reading, operated.table, ...figures)])
  createPolicy(stack, 'Operator', [...caring(operated), ...looking(stack, operated)])
  createPolicy(stack, 'Installer', [...looking(stack, operated), ...attaching(stack, operated)])
  refuseLongPolicies(stack)
}

/** Creates a policy, named after the region, too. It has no description, because an update can't change one. */
const createPolicy = (stack: Stack, id: string, permissions: PolicyStatement[]): void => {
  const managedPolicyName = `${stack.stackName}-${id.toLowerCase()}-${stack.region}`
  const statements = shortened(permissions)
  const policy = new ManagedPolicy(stack, id, { managedPolicyName, statements })
  acknowledgeWildcards(
    policy,
    statements,
    'IAM names the rest only so far: the account, its alarms, numbers and schedules, and versions of the stack.',
  )
}

/** What the policies of people are about. */
export type Operated = {
  readonly key: IKey
  readonly table: Table
  readonly pepper: Secret
  readonly lookupLogs: LogGroup
  readonly inbound: Inbound
  readonly replies: QueueWithDeadLetters
  readonly receiveSms: QueueFunction
  readonly sendReply: QueueFunction
  readonly resources: readonly CarrierResources[]
  readonly beat: Schedule | undefined
  readonly alerts: ITopic
}

const watching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, inbound, replies, receiveSms, sendReply, resources, alerts } = operated
  const ofCarriers = resources.flatMap(({ functions = [] }) => functions)
  const queues = [
    ...[inbound.texts.queue, inbound.texts.deadLetters, inbound.subscriptionDeadLetters],
    ...[replies.queue, replies.deadLetters],
  ]
  const functions = [receiveSms, sendReply, ...ofCarriers]
  return [
    allow(['cloudformation:DescribeStacks'], stackArn(stack)),
    allow(['cloudwatch:DescribeAlarms', 'cloudwatch:GetMetricData', 'cloudwatch:ListDashboards'], '*'),
    allow(['cloudwatch:GetDashboard'], dashboardArn(stack)),
    allow(['lambda:GetEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(['sns:ListSubscriptionsByTopic'], alerts.topicArn),
    allow(['logs:FilterLogEvents'], ...functions.map(({ logGroup }) => logGroup.logGroupArn)),
    // Doctor's, too. Who may not use the key is not shown a function's variables.
    allow(
      ['lambda:GetFunctionConcurrency', 'lambda:GetFunctionConfiguration'],
      ...functions.map((one) => one.function.functionArn),
    ),
    allow(['sqs:GetQueueAttributes'], ...queues.map(({ queueArn }) => queueArn)),
    throughDynamoDb(key),
  ]
}

/** What a watcher may read of the table. Senders and claims, which share it, are not their business. */
const figures = ['budget#', 'debt#']
const people = ['sender#', 'claim#']
const note = 'pepper#'

/** To look up a sender: read the pepper, log the look-up, and read what a watcher may and the items of people. */
const lookingUp = ({ table, pepper, lookupLogs }: Operated): PolicyStatement[] => [
  allow(['secretsmanager:GetSecretValue'], pepper.secretArn),
  // No permission to read or erase this log is given.
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], lookupLogs.logGroupArn),
  allowItems(reading, table, ...figures, ...people, note),
]

/** To care for senders and what waits. Only functions write claims, budgets and promises, which text people. */
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
    allow(['lambda:UpdateEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:StartMessageMoveTask'],
      ...deadLetters.map(({ queueArn }) => queueArn),
    ),
    // SQS moves dead letters back to their queue with the permissions of its caller.
    allow(['sqs:SendMessage'], inbound.texts.queue.queueArn, replies.queue.queueArn),
    throughServices(key, 'sqs', 'secretsmanager'),
  ]
}

/** The use of the key through services that encrypt and decrypt with the permissions of their caller. */
const throughServices = (
  key: IKey,
  ...services: readonly ('sqs' | 'sns' | 'secretsmanager' | 'lambda')[]
): PolicyStatement =>
  only(allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn), 'StringEquals', {
    'kms:ViaService': services.map((service) => `${service}.${Stack.of(key).region}.amazonaws.com`),
  })

/**
 * To check the account. To detect drift, CloudFormation may read the configuration of the key's type as its caller: no
 * page of AWS's says so, but four public least-privilege roles for drift allow it, one of them after a run that failed
 * (2026-11-29). It reads nothing of the account's resources.
 */
const looking = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, receiveSms, resources, alerts } = operated
  const topics = [inbound.topic, alerts, ...resources.flatMap(({ topics = [] }) => topics)]
  return [
    allow(['lambda:GetAccountSettings', 'sms-voice:DescribeAccountAttributes', 'sms-voice:DescribeSpendLimits'], '*'),
    allow(['cloudformation:BatchDescribeTypeConfigurations'], '*'),
    // No number is named, and so perhaps no ARN (service authorization reference, End User Messaging SMS and Voice V2).
    allow(['sms-voice:DescribePhoneNumbers'], '*'),
    ...resources.flatMap(({ permissions }) => permissions.looking ?? []),
    allow(['sns:GetTopicAttributes', 'sns:ListSubscriptionsByTopic'], ...topics.map(({ topicArn }) => topicArn)),
    // Of a subscription, the topic is an optional type, too.
    allow(['sns:GetSubscriptionAttributes'], '*'),
    allow(['dynamodb:DescribeTable', 'dynamodb:DescribeTimeToLive'], table.tableArn),
    allow(['lambda:GetEventSourceMapping'], receiveSms.source.eventSourceMappingArn),
    allow(['scheduler:GetSchedule'], schedulesArn(stack)),
    allow(['cloudformation:DetectStackResourceDrift'], stackArn(stack)),
    allow(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'], key.keyArn),
  ]
}

/**
 * To attach a number whose id is known, to check that it can send (a dry run needs the permission to send), and to
 * rehearse: that publishes simulators' texts, erases their records, and sets off an alarm. IAM can't tell setting a
 * table's protection from lifting it, nor setting off an alarm from setting it to OK.
 */
const attaching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, resources } = operated
  return [
    ...resources.flatMap(({ permissions }) => permissions.attaching ?? []),
    allow(['dynamodb:UpdateTable'], table.tableArn),
    ...lookingUp(operated),
    allowItems(['dynamodb:DeleteItem'], table, 'sender#'),
    allowItems(['dynamodb:PutItem'], table, note),
    allow(['sns:Publish'], inbound.topic.topicArn),
    allow(['cloudwatch:SetAlarmState'], alarmArnsOf(stack)),
    throughServices(key, 'sns', 'secretsmanager', 'lambda'),
  ]
}

/** A dashboard is of no region (service authorization reference, Amazon CloudWatch). */
const dashboardArn = (stack: Stack): string =>
  `arn:aws:cloudwatch::${stack.account}:dashboard/${dashboardNameOf(stack)}`

const stackArn = ({ region, account, stackName }: Stack): string =>
  `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`

/** Names the schedules of all stages: a stack's name may be cut in theirs, and naming each of them takes more room. */
const schedulesArn = ({ region, account }: Stack): string =>
  `arn:aws:scheduler:${region}:${account}:schedule/default/${serviceName('')}*`
