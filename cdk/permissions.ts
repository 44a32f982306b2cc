import { Stack } from 'aws-cdk-lib'
import type { Table } from 'aws-cdk-lib/aws-dynamodb'
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { ITopic } from 'aws-cdk-lib/aws-sns'

import type { CarrierResources } from '../carriers/carrier-resources.ts'
import type { Inbound } from './inbound.ts'
import { phoneNumberArn } from './lines.ts'
import { alarmsOf } from './publishers.ts'
import type { QueueFunction } from './queue-function.ts'
import type { QueueWithDeadLetters } from './queues.ts'
import { allow, allowItems, only, type SmsFunction, throughDynamoDb } from './sms-function.ts'

/** What people operate by the command line. */
export type Operated = {
  readonly key: IKey
  readonly table: Table
  readonly pepper: Secret
  /** Where each look-up of a sender leaves its trace. */
  readonly lookupLogs: LogGroup
  readonly inbound: Inbound
  readonly replies: QueueWithDeadLetters
  readonly receiveSms: SmsFunction
  readonly sendReply: QueueFunction
  /** Of those that the stage has lines of. */
  readonly carriers: readonly CarrierResources[]
  readonly alerts: ITopic
}

/** Items that are read at once travel in one request: two budgets, two months of one, the claims of two replies. */
const reading = ['dynamodb:GetItem', 'dynamodb:BatchGetItem']

/** What it takes to see how it goes. */
export const watching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, inbound, replies, receiveSms, sendReply, carriers } = operated
  const ofCarriers = carriers.flatMap(({ functions }) => functions.map(({ resource }) => resource))
  const logGroups = [receiveSms, sendReply, ...ofCarriers].map(({ logGroup }) => logGroup)
  return [
    allow(['cloudformation:DescribeStacks'], stackArn(stack)),
    allow(['cloudwatch:GetMetricData'], '*'),
    allow(['cloudwatch:DescribeAlarms'], `arn:aws:cloudwatch:${stack.region}:${stack.account}:alarm:*`),
    allow(['lambda:GetEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(['logs:FilterLogEvents'], ...logGroups.map(({ logGroupArn }) => logGroupArn)),
    allow(['sqs:GetQueueAttributes'], ...queueArns({ inbound, replies })),
    throughDynamoDb(key),
  ]
}

/** The table as a watcher reads it: budgets and circuit breakers are items beside senders and claims, which are not their business. */
export const readingFigures = ({ table }: Operated): PolicyStatement => allowItems(reading, table, ...figures)

const figures = ['budget#', 'circuit#', 'cancelled#']
const people = ['sender#', 'claim#']

/** What it takes to find a sender: the pepper, a trace that it was read, and the items of people beside those of a watcher. */
const lookingUp = ({ table, pepper, lookupLogs }: Operated): PolicyStatement[] => [
  allow(['secretsmanager:GetSecretValue'], pepper.secretArn),
  // Nothing that reads the trace, or erases it.
  allow(['logs:CreateLogStream', 'logs:PutLogEvents'], lookupLogs.logGroupArn),
  allowItems(reading, table, ...figures, ...people),
  allowItems(['dynamodb:DeleteItem'], table, 'sender#'),
]

/** What it takes to care for senders and for what waits: budgets and circuit breakers are for functions to write. */
export const caring = (operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, replies, sendReply, carriers } = operated
  const deadLetters = [inbound.texts.deadLetters, inbound.subscriptionDeadLetters, replies.deadLetters]
  return [
    ...lookingUp(operated),
    allowItems(['dynamodb:PutItem'], table, ...people, 'cancelled#'),
    // Who waits for a reply, only a scan finds, which no condition on keys can narrow: it reads every item (developer guide,
    // specifying-conditions).
    allow(['dynamodb:Scan'], table.tableArn),
    ...carriers.flatMap(({ permissions }) => permissions.caring),
    allow(['lambda:UpdateEventSourceMapping'], sendReply.source.eventSourceMappingArn),
    allow(['sns:Publish'], inbound.topic.topicArn),
    allow(
      ['sqs:ReceiveMessage', 'sqs:ChangeMessageVisibility', 'sqs:DeleteMessage', 'sqs:StartMessageMoveTask'],
      ...deadLetters.map(({ queueArn }) => queueArn),
    ),
    // SQS itself sends dead letters back with the rights of whoever asks it to.
    allow(['sqs:SendMessage'], inbound.texts.queue.queueArn, replies.queue.queueArn),
    throughServices(key),
  ]
}

/** What services that encrypt and decrypt ask of whoever calls them. */
const throughServices = (key: IKey): PolicyStatement =>
  only(allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn), 'StringEquals', {
    'kms:ViaService': ['sqs', 'sns', 'secretsmanager'].map(
      (service) => `${service}.${Stack.of(key).region}.amazonaws.com`,
    ),
  })

/** What the check of an account looks at. Drift of a key is found with the rights of whoever looks for it. */
export const looking = (stack: Stack, { key, table, inbound, carriers, alerts }: Operated): PolicyStatement[] => {
  const topics = [inbound.topic, ...carriers.flatMap(({ topics }) => topics)]
  return [
    allow(['lambda:GetAccountSettings', 'sms-voice:DescribeAccountAttributes', 'sms-voice:DescribeSpendLimits'], '*'),
    allow(['sms-voice:DescribePhoneNumbers'], phoneNumberArn(stack, '*')),
    ...carriers.flatMap(({ permissions }) => permissions.looking),
    allow(['sns:GetTopicAttributes'], ...topics.map(({ topicArn }) => topicArn)),
    allow(['sns:ListSubscriptionsByTopic'], alerts.topicArn),
    allow(['dynamodb:DescribeTable'], table.tableArn),
    allow(['cloudformation:DetectStackResourceDrift'], stackArn(stack)),
    allow(['kms:DescribeKey', 'kms:GetKeyPolicy', 'kms:GetKeyRotationStatus', 'kms:ListResourceTags'], key.keyArn),
  ]
}

/**
 * What it takes to make a line of a number whose id is known, to see that it can send (a dry run takes the permission to send), and to
 * rehearse: texts of AWS's simulator numbers, whose records are read and erased, and an alarm that is set off.
 */
export const attaching = (stack: Stack, operated: Operated): PolicyStatement[] => {
  const { key, table, inbound, carriers } = operated
  return [
    ...carriers.flatMap(({ permissions }) => permissions.attaching),
    allow(['dynamodb:UpdateTable'], table.tableArn),
    ...lookingUp(operated),
    allow(['sns:Publish'], inbound.topic.topicArn),
    allow(['cloudwatch:SetAlarmState'], alarmsOf(stack)),
    throughServices(key),
  ]
}

const stackArn = ({ region, account, stackName }: Stack): string =>
  `arn:aws:cloudformation:${region}:${account}:stack/${stackName}/*`

const queueArns = ({ inbound, replies }: Pick<Operated, 'inbound' | 'replies'>): string[] =>
  [
    inbound.texts.queue,
    inbound.texts.deadLetters,
    inbound.subscriptionDeadLetters,
    replies.queue,
    replies.deadLetters,
  ].map(({ queueArn }) => queueArn)
