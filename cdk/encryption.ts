import { RemovalPolicy, type Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'

import { alarms, inboundTexts, letEncrypt } from './publishers.ts'

/**
 * Creates the one key that encrypts everything at rest. Roles are allowed to use it by IAM policies. A service that acts on its own must
 * be allowed here, or what it carries is lost without an error.
 */
export const createKey = (stack: Stack): Key => {
  const key = new Key(stack, 'Key', {
    description: `Encrypts what ${stack.stackName} stores: texts in its queues, senders, the pepper, logs`,
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
  })
  letEncrypt(key, inboundTexts(stack))
  key.addToResourcePolicy(topicToQueue(stack))
  letEncrypt(key, alarms(stack))
  key.addToResourcePolicy(logs(stack))
  return key
}

/**
 * Lets SNS deliver to encrypted queues. Topics are matched by prefix, because a key's policy can't name a topic that itself uses the key.
 */
const topicToQueue = (stack: Stack): PolicyStatement =>
  new PolicyStatement({
    sid: 'TopicToQueue',
    principals: [new ServicePrincipal('sns.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: { ArnLike: { 'aws:SourceArn': `arn:aws:sns:${stack.region}:${stack.account}:${stack.stackName}-*` } },
  })

/**
 * Lets CloudWatch Logs use the key for the stack's log groups. It tells the key which group it works for (user guide, encrypt log data).
 */
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
