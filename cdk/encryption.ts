import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'

/**
 * The one key that encrypts everything at rest. Roles get their share of it from IAM; a service that acts on its own
 * must be named here, or what it carries vanishes without an error.
 */
export const createKey = (stack: Stack): Key => {
  const key = new Key(stack, 'Key', {
    description: `Encrypts what ${stack.stackName} stores: texts in its queues, senders, the pepper, logs`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  for (const statement of [inboundTexts(stack), topicToQueue(stack), alarms(stack), logs(stack)])
    key.addToResourcePolicy(statement)
  return key
}

/** End User Messaging publishes to the encrypted topic (user guide, two-way SMS). */
const inboundTexts = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'InboundTexts',
    principals: [new ServicePrincipal('sms-voice.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: fromThisAccount(stack, `arn:aws:sms-voice:${stack.region}:${stack.account}:*`),
  })

/** SNS delivers to encrypted queues. Topics are named by prefix: a topic that uses the key can't be named in its policy. */
const topicToQueue = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'TopicToQueue',
    principals: [new ServicePrincipal('sns.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:sns:${stack.region}:${stack.account}:${stack.stackName}-*` } },
  })

/** CloudWatch publishes to the encrypted alert topic (SNS guide, key management). */
const alarms = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'Alarms',
    principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: fromThisAccount(stack, alarmsOf(stack)),
  })

/** CloudWatch Logs tells the key which group it works for (user guide, encrypt log data). */
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

/** The stack's alarms, by prefix: the topic they use needs the key, so the key's policy can't name them one by one. */
export const alarmsOf = (stack: Stack): string =>
  `arn:aws:cloudwatch:${stack.region}:${stack.account}:alarm:${stack.stackName}-*`

/** Conditions that keep a service from using our resources on behalf of somebody else's account. */
export const fromThisAccount = (stack: Stack, sourceArn: string) => ({
  StringEquals: { 'aws:SourceAccount': stack.account },
  ArnLike: { 'aws:SourceArn': sourceArn },
})
