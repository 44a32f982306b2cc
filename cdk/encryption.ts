import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { type IKey, Key } from 'aws-cdk-lib/aws-kms'
import type { Topic } from 'aws-cdk-lib/aws-sns'

/** The key that encrypts everything at rest. A service that it doesn't allow loses what it carries without an error. */
export const createKey = (stack: Stack): Key => {
  const key = new Key(stack, 'Key', {
    description: `Encrypts what ${stack.stackName} stores: texts in its queues, senders, the pepper, logs`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  letEncrypt(key, inboundTexts(stack))
  key.addToResourcePolicy(topicToQueue(stack))
  key.addToResourcePolicy(logs(stack))
  return key
}

/** Lets SNS deliver to encrypted queues. A key's policy can't name a topic that itself uses the key. */
const topicToQueue = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'TopicToQueue',
    principals: [new ServicePrincipal('sns.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:sns:${stack.region}:${stack.account}:${stack.stackName}-*` } },
  })

/** Lets CloudWatch Logs use the key. It tells the key which log group it works for (user guide, encrypt log data). */
const logs = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'Logs',
    principals: [new ServicePrincipal(`logs.${stack.region}.amazonaws.com`)],
    actions: ['kms:Encrypt', 'kms:Decrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
    resources: ['*'],
    conditions: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': `arn:aws:logs:${stack.region}:${stack.account}:log-group:${stack.stackName}-*`,
      },
    },
  })

/** An AWS service that publishes to a topic of ours, on behalf of a resource of this account. */
export type Publisher = {
  readonly sid: string
  readonly service: string
  /** The resource's ARN, or a pattern of it. */
  readonly onBehalfOf: string
}

/** End User Messaging publishes texts (user guide, two-way SMS). */
export const inboundTexts = ({ region, account }: Stack): Publisher => ({
  sid: 'InboundTexts',
  service: 'sms-voice.amazonaws.com',
  onBehalfOf: `arn:aws:sms-voice:${region}:${account}:*`,
})

/** CloudWatch publishes alarms (SNS guide, sns-access-policy-use-cases; read 2026-11-30). */
export const alarms = (stack: Stack): Publisher => ({
  sid: 'Alarms',
  service: 'cloudwatch.amazonaws.com',
  onBehalfOf: alarmArnsOf(stack),
})

/** The pattern of the ARNs of the stack's alarms. */
export const alarmArnsOf = ({ region, account, stackName }: Stack): string =>
  `arn:aws:cloudwatch:${region}:${account}:alarm:${stackName}-*`

export const letPublish = (topic: Topic, publisher: Publisher): void => {
  topic.addToResourcePolicy(allow(Stack.of(topic), publisher, ['sns:Publish'], topic.topicArn))
}

/** Lets a service use the key of an encrypted topic. Without this, what it publishes is lost without an error. */
export const letEncrypt = (key: IKey, publisher: Publisher): void => {
  key.addToResourcePolicy(allow(Stack.of(key), publisher, ['kms:Decrypt', 'kms:GenerateDataKey*'], '*'))
}

/** The conditions keep the service from acting on behalf of another account. */
const allow = (stack: Stack, { sid, service, onBehalfOf }: Publisher, actions: string[], resource: string) =>
  new PolicyStatement({
    sid,
    principals: [new ServicePrincipal(service)],
    actions,
    resources: [resource],
    conditions: {
      StringEquals: { 'aws:SourceAccount': stack.account },
      ArnLike: { 'aws:SourceArn': onBehalfOf },
    },
  })
