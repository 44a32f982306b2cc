import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { deliveryEventTypes } from '../../shared/rules/delivery-report.ts'
import { maxReceiveCount } from '../../shared/rules/timing.ts'
import { synthesised, withoutHash } from './synthesised.ts'

const { template } = synthesised()

const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] }
const inThisAccount = (prefix: string, rest: string) => ({
  'Fn::Join': ['', [prefix, { Ref: 'AWS::AccountId' }, rest]],
})
const fromEndUserMessaging = {
  StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  ArnLike: { 'aws:SourceArn': inThisAccount('arn:aws:sms-voice:eu-west-3:', ':*') },
}

const queueSchema = z.object({
  Properties: z.object({
    MessageRetentionPeriod: z.number(),
    VisibilityTimeout: z.number().optional(),
    RedrivePolicy: z
      .object({
        deadLetterTargetArn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }),
        maxReceiveCount: z.number(),
      })
      .optional(),
  }),
})
const queues = new Map(
  Object.entries(z.record(z.string(), queueSchema).parse(template.findResources('AWS::SQS::Queue'))).map(
    ([id, { Properties }]) => [withoutHash(id), Properties],
  ),
)

describe('the key', () => {
  const lets = (service: string, actions: readonly string[], conditions: object) =>
    template.hasResourceProperties('AWS::KMS::Key', {
      KeyPolicy: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: service },
            Action: Match.arrayWith([...actions]),
            Condition: conditions,
          }),
        ]),
      },
    })

  test('allows End User Messaging to publish texts to the topic, for this account only', () => {
    lets('sms-voice.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], fromEndUserMessaging)
  })

  test('allows SNS to deliver to the queue and to the dead-letter queue of the subscription, from topics of this stack only', () => {
    lets('sns.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {
      ArnLike: { 'aws:SourceArn': inThisAccount('arn:aws:sns:eu-west-3:', ':AntiRelou-example-*') },
    })
  })

  test('allows CloudWatch Logs to encrypt the logs of this stack', () => {
    lets('logs.eu-west-3.amazonaws.com', ['kms:Decrypt', 'kms:GenerateDataKey*'], {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': inThisAccount(
          'arn:aws:logs:eu-west-3:',
          ':log-group:AntiRelou-example-*',
        ),
      },
    })
  })

  test('is rotated, is kept when the stack is deleted, and encrypts whatever holds texts, senders or the pepper', () => {
    template.hasResource('AWS::KMS::Key', {
      Properties: { EnableKeyRotation: true },
      DeletionPolicy: 'RetainExceptOnCreate',
    })
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: key })
    template.allResourcesProperties('AWS::SNS::Topic', { KmsMasterKeyId: key })
    template.allResourcesProperties('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: key } })
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: key })
  })
})

describe('the topic', () => {
  test('accepts texts from End User Messaging on behalf of this account, over TLS only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: [
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'sms-voice.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: fromEndUserMessaging,
          }),
        ],
      },
    })
  })

  test('is a standard topic and delivers texts in the envelope of SNS, which has the time', () => {
    template.allResourcesProperties('AWS::SNS::Topic', { FifoTopic: Match.absent() })
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'sqs', RawMessageDelivery: false })
  })

  test('puts texts that it cannot deliver into a dead-letter queue', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'sqs',
      RedrivePolicy: {
        deadLetterTargetArn: { 'Fn::GetAtt': [Match.stringLikeRegexp('^InboundSubscriptionDeadLetters'), 'Arn'] },
      },
    })
  })

  test.each(['InboundQueue', 'InboundSubscriptionDeadLetters'])('is the only topic that may send to %s', (queue) => {
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: Match.stringLikeRegexp(`^${queue}.{8}$`) }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'sns.amazonaws.com' },
            Action: 'sqs:SendMessage',
            Condition: { ArnEquals: { 'aws:SourceArn': { Ref: Match.stringLikeRegexp('^InboundTopic') } } },
          }),
        ]),
      },
    })
  })
})

describe('what AWS reports about replies', () => {
  const topic = { Ref: Match.stringLikeRegexp('^DeliveryTopic') }

  test('is published by a configuration set, which has every event type that can be final', () => {
    template.hasResource('AWS::SMSVOICE::ConfigurationSet', {
      Properties: {
        ConfigurationSetName: 'AntiRelou-example',
        EventDestinations: [
          {
            EventDestinationName: 'reports',
            Enabled: true,
            MatchingEventTypes: [...deliveryEventTypes],
            SnsDestination: { TopicArn: topic },
          },
        ],
      },
      DependsOn: Match.arrayWith([Match.stringLikeRegexp('^DeliveryTopicPolicy')]),
    })
  })

  test('is published to a topic of its own, which accepts it from that configuration set only', () => {
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      Topics: [topic],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Allow',
            Principal: { Service: 'sms-voice.amazonaws.com' },
            Action: 'sns:Publish',
            Condition: {
              StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
              ArnLike: {
                'aws:SourceArn': inThisAccount('arn:aws:sms-voice:eu-west-3:', ':configuration-set/AntiRelou-example'),
              },
            },
          }),
        ]),
      },
    })
  })

  test('is delivered to the queue of texts in the envelope of SNS, which names the topic', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      TopicArn: topic,
      Protocol: 'sqs',
      Endpoint: { 'Fn::GetAtt': [Match.stringLikeRegexp('^InboundQueue'), 'Arn'] },
      RawMessageDelivery: false,
    })
    template.hasResourceProperties('AWS::SQS::QueuePolicy', {
      Queues: [{ Ref: Match.stringLikeRegexp('^InboundQueue.{8}$') }],
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Principal: { Service: 'sns.amazonaws.com' },
            Condition: { ArnEquals: { 'aws:SourceArn': topic } },
          }),
        ]),
      },
    })
  })
})

describe('the queues', () => {
  test.each(['InboundQueue', 'Replies'])(
    '%s allows as many receives as SQS does, and its dead letters are kept for longer',
    (name) => {
      const queue = queues.get(name)
      const deadLetters = queues.get(`${name}DeadLetters`)
      expect(queue?.RedrivePolicy?.maxReceiveCount).toBe(maxReceiveCount)
      expect(withoutHash(queue?.RedrivePolicy?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '')).toBe(`${name}DeadLetters`)
      expect(deadLetters?.MessageRetentionPeriod).toBeGreaterThan(queue?.MessageRetentionPeriod ?? Number.NaN)
    },
  )

  test('have a visibility timeout of at least six times the timeout of the function', () => {
    const timeouts = Object.values(template.findResources('AWS::Lambda::Function')).map(
      (found) => z.object({ Properties: z.object({ Timeout: z.number() }) }).parse(found).Properties.Timeout,
    )
    for (const name of ['InboundQueue', 'Replies'])
      expect(queues.get(name)?.VisibilityTimeout).toBeGreaterThanOrEqual(6 * Math.max(...timeouts))
  })

  test('keep messages for four days, longer than an outage of a day, and dead letters for two weeks', () => {
    for (const [name, { MessageRetentionPeriod }] of queues)
      expect(MessageRetentionPeriod / 86_400, name).toBe(name.endsWith('DeadLetters') ? 14 : 4)
  })

  test('accept TLS only', () => {
    template.resourceCountIs('AWS::SQS::QueuePolicy', queues.size)
    template.allResourcesProperties('AWS::SQS::QueuePolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({
            Effect: 'Deny',
            Action: 'sqs:*',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
          }),
        ]),
      },
    })
  })
})

describe('data that must not be lost', () => {
  test('the table has a TTL, no backups that would keep erased senders, and is retained unless the first deployment fails', () => {
    template.resourceCountIs('AWS::DynamoDB::Table', 1)
    template.hasResource('AWS::DynamoDB::Table', {
      Properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
        DeletionProtectionEnabled: false,
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    })
  })

  test('the log of who looked up senders is kept for a year, even if the stack is deleted', () => {
    template.hasResource('AWS::Logs::LogGroup', {
      Properties: { RetentionInDays: 365, KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] } },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    })
  })

  test('the pepper is long and random, and is kept when the stack is deleted', () => {
    template.hasResource('AWS::SecretsManager::Secret', {
      Properties: { GenerateSecretString: Match.objectLike({ PasswordLength: 64 }) },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    })
  })
})

test('the outputs name every resource that the commands of operators need', () => {
  expect(Object.keys(template.findOutputs('*')).sort()).toEqual(
    [
      'InboundTopicArn',
      'TableName',
      'PepperSecretArn',
      'LookupLogGroupName',
      'InboundQueueUrl',
      'RepliesQueueUrl',
      'InboundDeadLettersUrl',
      'SubscriptionDeadLettersUrl',
      'RepliesDeadLettersUrl',
      'ReceiveSmsFunctionName',
      'SendReplyFunctionName',
      'ReceiveSmsLogGroupName',
      'SendReplyLogGroupName',
      'ReceiveSmsSourceId',
      'SendReplySourceId',
      'AlertTopicArn',
      'KeyLogicalId',
      'ConfigurationSetName',
      'DeliveryTopicArn',
      'LineNumbers',
    ].sort(),
  )
})
