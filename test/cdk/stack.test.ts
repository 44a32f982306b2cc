import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { adviceOn } from '../../cdk/synthesise.ts'
import { maxReceiveCount } from '../../shared/rules/timing.ts'
import { exampleWith } from '../settings/checked.ts'
import { resourcePoliciesOf, synthesised, withoutHash } from './synthesised.ts'

/** What outlives the stack. */
const kept = { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' }

describe('the stack of the stage example', () => {
  const { template } = synthesised()

  const key = { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] }
  test('services may use the key, topics and queues for this stack only, and nobody without TLS', () => {
    const account = 'StringEquals aws:SourceAccount AWS::AccountId'
    const inRegion = (service: string, resource: string) => `arn:aws:${service}:eu-west-3:AWS::AccountId:${resource}`
    const from = (service: string, resource: string) => `ArnLike aws:SourceArn ${inRegion(service, resource)}`
    const use = 'kms:Decrypt kms:GenerateDataKey*'
    const [texts, reports] = [from('sms-voice', '*'), from('sms-voice', 'configuration-set/AntiRelou-example')]
    const alarms = from('cloudwatch', 'alarm:AntiRelou-example-*')
    const noQueue = 'Deny * sqs:*, Bool aws:SecureTransport false'
    const noTopic = 'Deny * sns:Publish, Bool aws:SecureTransport false'
    const topics = ['InboundTopic', 'DeliveryTopic']
    const fromTopics = topics.map((one) => `Allow sns.amazonaws.com sqs:SendMessage, ArnEquals aws:SourceArn ${one}`)
    const { Key: [administration, ...services] = [], ...others } = resourcePoliciesOf(template)
    expect(administration).toBe('Allow arn:aws:iam::AWS::AccountId:root kms:*')
    expect(services).toEqual([
      `Allow sms-voice.amazonaws.com ${use}, ${account}, ${texts}`,
      `Allow sns.amazonaws.com ${use}, ${from('sns', 'AntiRelou-example-*')}`,
      `Allow logs.eu-west-3.amazonaws.com kms:Decrypt kms:DescribeKey kms:Encrypt kms:GenerateDataKey* kms:ReEncrypt*, ArnLike kms:EncryptionContext:aws:logs:arn ${inRegion('logs', 'log-group:AntiRelou-example-*')}`,
      expect.stringMatching(/^Allow .* kms:CreateGrant .* kms:ViaService secretsmanager\.eu-west-3\.amazonaws\.com$/),
    ])
    expect(others).toEqual({
      InboundTopicPolicy: [noTopic, `Allow sms-voice.amazonaws.com sns:Publish, ${account}, ${texts}`],
      DeliveryTopicPolicy: [noTopic, `Allow sms-voice.amazonaws.com sns:Publish, ${account}, ${reports}`],
      MonitoringAlertsPolicy: [noTopic, `Allow cloudwatch.amazonaws.com sns:Publish, ${account}, ${alarms}`],
      InboundQueuePolicy: [noQueue, ...fromTopics],
      InboundSubscriptionDeadLettersPolicy: [noQueue, ...fromTopics],
      InboundQueueDeadLettersPolicy: [noQueue],
      RepliesPolicy: [noQueue],
      RepliesDeadLettersPolicy: [noQueue],
    })
  })

  test('the key is rotated, and encrypts whatever holds texts, senders or the pepper', () => {
    template.hasResourceProperties('AWS::KMS::Key', { EnableKeyRotation: true })
    template.allResourcesProperties('AWS::SQS::Queue', { KmsMasterKeyId: key })
    // Mails have nothing personal, and must not end with the key.
    template.resourcePropertiesCountIs('AWS::SNS::Topic', { KmsMasterKeyId: key }, 2)
    template.resourceCountIs('AWS::SNS::Topic', 3)
    template.allResourcesProperties('AWS::DynamoDB::Table', { SSESpecification: { KMSMasterKeyId: key } })
    template.allResourcesProperties('AWS::SecretsManager::Secret', { KmsKeyId: key })
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: key })
    template.allResourcesProperties('AWS::Lambda::Function', { KmsKeyArn: key })
  })

  test('texts that a topic can’t deliver become dead letters, and reports come once their topic has them', () => {
    const deadLetters = Match.stringLikeRegexp('^InboundSubscriptionDeadLetters')
    const RedrivePolicy = { deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] } }
    template.resourcePropertiesCountIs('AWS::SNS::Subscription', { Protocol: 'sqs', RedrivePolicy }, 2)
    const DependsOn = Match.arrayWith([Match.stringLikeRegexp('^DeliveryTopicPolicy')])
    template.hasResource('AWS::SMSVOICE::ConfigurationSet', { DependsOn })
  })

  test('queues keep messages longer than an outage of a day, and hide them for six timeouts', () => {
    const functions = Object.values(template.findResources('AWS::Lambda::Function'))
    const timeouts = functions.map(({ Properties }) => Properties.Timeout)
    const queues = Object.entries(template.findResources('AWS::SQS::Queue')).map(([id, { Properties }]) => {
      const { MessageRetentionPeriod, VisibilityTimeout = 0, RedrivePolicy } = Properties
      const isPatient = VisibilityTimeout >= 6 * Math.max(...timeouts)
      const then = RedrivePolicy && withoutHash(RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0])
      return [withoutHash(id), MessageRetentionPeriod / 86_400, isPatient, RedrivePolicy?.maxReceiveCount, then]
    })
    expect(queues.toSorted()).toEqual([
      ['InboundQueue', 4, true, maxReceiveCount, 'InboundQueueDeadLetters'],
      ['InboundQueueDeadLetters', 14, false, undefined, undefined],
      ['InboundSubscriptionDeadLetters', 14, false, undefined, undefined],
      ['Replies', 4, true, maxReceiveCount, 'RepliesDeadLetters'],
      ['RepliesDeadLetters', 14, false, undefined, undefined],
    ])
  })

  test('what must not be lost outlives the stack: table, key, pepper, and for a year the log of look-ups', () => {
    template.hasResource('AWS::KMS::Key', kept)
    template.hasResource('AWS::Logs::LogGroup', { ...kept, Properties: { RetentionInDays: 365 } })
    const GenerateSecretString = Match.objectLike({ PasswordLength: 64 })
    template.hasResource('AWS::SecretsManager::Secret', { ...kept, Properties: { GenerateSecretString } })
    template.hasResource('AWS::DynamoDB::Table', {
      ...kept,
      Properties: {
        KeySchema: [{ AttributeName: 'pk', KeyType: 'HASH' }],
        TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
        BillingMode: 'PAY_PER_REQUEST',
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: false },
        // A property that the template names counts as drift once `attach` sets it, and undoing that would lift it.
        DeletionProtectionEnabled: Match.absent(),
      },
    })
  })
})

test('policies for people and the dashboard have the region in their names, so that a stage fits in two', () => {
  const named = ['eu-west-3', 'ap-northeast-1'].map((region) => {
    const { template } = synthesised(exampleWith({ region }))
    const all = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties)
    const policies = all('AWS::IAM::ManagedPolicy')
    // No update can change a description.
    expect(policies.map(({ Description }) => Description)).toEqual(['', '', ''])
    const [dashboard, ...others] = all('AWS::CloudWatch::Dashboard').map(({ DashboardName }) => DashboardName)
    expect(others).toEqual([])
    return [dashboard, ...policies.map(({ ManagedPolicyName }) => ManagedPolicyName)]
  })
  expect(named).toEqual(
    ['eu-west-3', 'ap-northeast-1'].map((region) =>
      ['', 'watcher-', 'operator-', 'installer-'].map((who) => `AntiRelou-example-${who}${region}`),
    ),
  )
})

test('a simulator is bought whatever its place among the lines, and kept when the stack is deleted', () => {
  const simulator = { buy: 'SIMULATOR', language: 'en' }
  const other = { number: '+31970000000', language: 'nl' }
  const bought = [[simulator], [other, simulator]].map((lines) => {
    const { template } = synthesised(exampleWith({ lines, countries: ['NL', 'US'] }))
    const numbers = template.findResources('AWS::SMSVOICE::PhoneNumber')
    template.hasResource('AWS::SMSVOICE::ConfigurationSet', { DependsOn: Match.arrayWith(Object.keys(numbers)) })
    return numbers
  })
  const names = bought.map((numbers) => Object.keys(numbers).map(withoutHash))
  expect(names).toEqual([['LinesSimulator'], ['LinesSimulator']])
  expect(Object.values(bought[0] ?? {})).toMatchObject([
    { ...kept, Properties: { IsoCountryCode: 'US', NumberType: 'SIMULATOR', NumberCapabilities: ['SMS'] } },
  ])
})

describe('synthesising a stage reports', () => {
  const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'

  test('that mails would have no link to the runbook', () => {
    const unlinked = expect.stringMatching(/^Mails about alarms have no link .*\.$/)
    expect(adviceOn('prod', exampleWith({ runbookUrl: undefined }))).toEqual([spendLimit, unlinked])
  })

  test('which countries an AWS number cannot answer', () => {
    const countries = ['BE', 'FR', 'IT']
    const lines = [{ number: '+32460000000', language: 'fr' }]
    expect(adviceOn('prod', exampleWith({ lines, countries }))).toEqual([
      spendLimit,
      'An AWS number answers phones of its own country: phones of FR, IT may never get a reply from +32460000000.',
    ])
    const simulator = { lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US', 'CA'] }
    expect(adviceOn('prod', exampleWith(simulator))).toEqual([
      'An AWS number answers phones of its own country: phones of CA may never get a reply from the simulator.',
    ])
  })
})
