import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { adviceOn } from '../../cdk/synthesise.ts'
import { maxReceiveCount } from '../../shared/rules/timing.ts'
import { exampleWith } from '../settings/checked.ts'
import { synthesised, withoutHash } from './synthesised.ts'

describe('the stack of the stage example', () => {
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
    test.each([
      ['End User Messaging to publish texts, for this account only', 'sms-voice.amazonaws.com', fromEndUserMessaging],
      [
        'SNS to deliver to the queue and to the dead letters of the subscription, from topics of this stack only',
        'sns.amazonaws.com',
        { ArnLike: { 'aws:SourceArn': inThisAccount('arn:aws:sns:eu-west-3:', ':AntiRelou-example-*') } },
      ],
      [
        'CloudWatch Logs to encrypt the logs of this stack',
        'logs.eu-west-3.amazonaws.com',
        {
          ArnLike: {
            'kms:EncryptionContext:aws:logs:arn': inThisAccount(
              'arn:aws:logs:eu-west-3:',
              ':log-group:AntiRelou-example-*',
            ),
          },
        },
      ],
    ])('allows %s', (_, Service, Condition) => {
      template.hasResourceProperties('AWS::KMS::Key', {
        KeyPolicy: {
          Statement: Match.arrayWith([
            Match.objectLike({
              Effect: 'Allow',
              Principal: { Service },
              Action: Match.arrayWith(['kms:Decrypt', 'kms:GenerateDataKey*']),
              Condition,
            }),
          ]),
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

    test('is published by a configuration set once the topic accepts it', () => {
      template.hasResource('AWS::SMSVOICE::ConfigurationSet', {
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
                  'aws:SourceArn': inThisAccount(
                    'arn:aws:sms-voice:eu-west-3:',
                    ':configuration-set/AntiRelou-example',
                  ),
                },
              },
            }),
          ]),
        },
      })
    })
  })

  describe('the queues', () => {
    test.each(['InboundQueue', 'Replies'])('%s allows as many receives as SQS does, before dead letters', (name) => {
      const redrive = queues.get(name)?.RedrivePolicy
      expect(redrive?.maxReceiveCount).toBe(maxReceiveCount)
      expect(withoutHash(redrive?.deadLetterTargetArn['Fn::GetAtt'][0] ?? '')).toBe(`${name}DeadLetters`)
    })

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
})

test('a policy for people has the region in its name, since IAM has one for all regions, and no description, which no update can change', () => {
  const policies = (region: string) =>
    Object.values(synthesised(exampleWith({ region })).template.findResources('AWS::IAM::ManagedPolicy'))
  const names = ['eu-west-3', 'ap-northeast-1'].flatMap((region) =>
    policies(region).map(({ Properties }) => Properties.ManagedPolicyName),
  )
  expect(names).toEqual([
    ...['watcher', 'operator', 'installer'].map((who) => `AntiRelou-example-${who}-eu-west-3`),
    ...['watcher', 'operator', 'installer'].map((who) => `AntiRelou-example-${who}-ap-northeast-1`),
  ])
  expect(policies('eu-west-3').map(({ Properties }) => Properties.Description)).toEqual(['', '', ''])
})

describe('a stage with lines to buy', () => {
  const { template } = synthesised(
    exampleWith({
      lines: [
        { buy: 'IT', language: 'it' },
        { number: '+31970000000', language: 'nl' },
        { buy: 'SIMULATOR', language: 'en' },
        { buy: 'IT', language: 'en' },
      ],
      countries: ['IT', 'NL', 'US'],
    }),
  )

  const topic = { Ref: Match.stringLikeRegexp('^InboundTopic') }

  describe('a line that the stack buys', () => {
    test('is a long code whose texts go to the topic, and which leaves HELP and STOP to us', () => {
      const longCodes = template.findResources('AWS::SMSVOICE::PhoneNumber', {
        Properties: {
          IsoCountryCode: 'IT',
          NumberType: 'LONG_CODE',
          NumberCapabilities: ['SMS'],
          TwoWay: { Enabled: true, ChannelArn: topic },
          SelfManagedOptOutsEnabled: true,
        },
      })
      expect(Object.keys(longCodes)).toHaveLength(2)
    })

    test('may be a simulator number of the US, which nobody can text', () => {
      template.hasResourceProperties('AWS::SMSVOICE::PhoneNumber', {
        IsoCountryCode: 'US',
        NumberType: 'SIMULATOR',
        TwoWay: Match.absent(),
        SelfManagedOptOutsEnabled: Match.absent(),
      })
    })

    test('is bought once the topic accepts texts', () => {
      template.allResources('AWS::SMSVOICE::PhoneNumber', {
        DependsOn: Match.arrayWith([
          Match.stringLikeRegexp('^InboundTopicPolicy'),
          Match.stringLikeRegexp('^InboundTopic'),
        ]),
      })
    })

    test('is bought after those before it, and the configuration set is made last, at one request a second', () => {
      const ofEndUserMessaging = {
        ...template.findResources('AWS::SMSVOICE::PhoneNumber'),
        ...template.findResources('AWS::SMSVOICE::ConfigurationSet'),
      }
      const ids = Object.keys(ofEndUserMessaging)
      const waitsFor = Object.values(ofEndUserMessaging).map(({ DependsOn }) =>
        ids.filter((id) => DependsOn.includes(id)),
      )
      expect(waitsFor).toEqual(ids.map((_, n) => ids.slice(0, n)))
    })

    test('is kept when the stack is deleted, but not when the deployment that bought it fails', () => {
      template.allResources('AWS::SMSVOICE::PhoneNumber', {
        Properties: Match.objectLike({ DeletionProtectionEnabled: Match.absent() }),
        DeletionPolicy: 'RetainExceptOnCreate',
        UpdateReplacePolicy: 'Retain',
      })
    })

    test('keeps its number when an earlier line changes, since its logical id has only its country and its rank there', () => {
      const bought = Object.entries(template.findResources('AWS::SMSVOICE::PhoneNumber')).map(([id]) => id.slice(0, -8))
      expect(bought).toEqual(['LinesIT1', 'LinesSIMULATOR1', 'LinesIT2'])
    })
  })

  const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'

  describe('synthesising a stage reports', () => {
    test('that a number to buy needs a registration first, unless it is a simulator', () => {
      const buying = (buy: string, countries: readonly string[]) =>
        adviceOn('prod', exampleWith({ lines: [{ buy, language: 'en' }], countries }))
      expect(buying('SE', ['SE'])).toEqual([
        spendLimit,
        expect.stringMatching(
          /^Before AWS sells a number of SE it wants a registration, .*: register and order it in /,
        ),
      ])
      expect(buying('SIMULATOR', ['US'])).toEqual([])
    })

    test('that mails would have no link to the runbook', () => {
      expect(adviceOn('prod', exampleWith({ runbookUrl: undefined }))).toEqual([
        spendLimit,
        expect.stringMatching(/^Mails about alarms have no link .*\.$/),
      ])
    })

    test('which countries an AWS number cannot answer', () => {
      const countries = ['BE', 'FR', 'IT']
      const lines = [{ number: '+32460000000', language: 'fr' }]
      expect(adviceOn('prod', exampleWith({ lines, countries }))).toEqual([
        spendLimit,
        'An AWS number answers phones of its own country: phones of FR, IT may never get a reply from +32460000000.',
      ])
      expect(
        adviceOn('prod', exampleWith({ lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US', 'CA'] })),
      ).toEqual([
        'An AWS number answers phones of its own country: phones of CA may never get a reply from the simulator.',
      ])
    })
  })
})
