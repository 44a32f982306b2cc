import { Match, type Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { adviceOn } from '../../../cdk/synthesise.ts'
import type { AlarmState } from '../../../emulator/index.ts'
import type { Settings } from '../../../settings/schema.ts'
import { deliveredBy, submittedTo, undeliveredBy } from '../../../shared/rules/telemetry.ts'
import { alarmsOf, arrivedShare, type Count, type Data, namesOf, quiet, stateIn } from '../../../test/cdk/monitored.ts'
import { grantsOf, synthesised, withoutHash } from '../../../test/cdk/synthesised.ts'
import { example } from '../../../test/settings/checked.ts'
import { httpSmsMetricNames } from '../rules.ts'
import { httpSmsOnly, mixed } from './example.ts'

const both = synthesised(mixed)
const httpsms = synthesised(httpSmsOnly)
const { template: withoutHttpSms } = synthesised()

const webhook = { 'Fn::GetAtt': [Match.stringLikeRegexp('^HttpSmsWebhookFunction'), 'Arn'] }

test('a SIM line has a webhook and a secret', () => {
  const secrets = (template: Template) => Object.keys(template.findResources('AWS::SecretsManager::Secret'))
  for (const { template } of [both, httpsms]) {
    template.resourceCountIs('AWS::Lambda::Url', 1)
    expect(secrets(template).map(withoutHash)).toEqual(['Pepper', 'ReplySigningKey', 'HttpSmsSecret'])
  }
})

test('the webhook may be called by everybody, which takes two permissions, and not otherwise', () => {
  const { template } = httpsms
  template.resourceCountIs('AWS::Lambda::Permission', 2)
  for (const condition of [
    { Action: 'lambda:InvokeFunctionUrl', FunctionUrlAuthType: 'NONE' },
    { Action: 'lambda:InvokeFunction', InvokedViaFunctionUrl: true },
  ]) {
    const Properties = { FunctionName: webhook, Principal: '*', ...condition }
    template.hasResource('AWS::Lambda::Permission', Match.exact({ Type: 'AWS::Lambda::Permission', Properties }))
  }
})

test('the webhook has concurrency of its own only if settings limit it', () => {
  const bounded = synthesised({ ...httpSmsOnly, httpSms: { ...httpSmsOnly.httpSms, webhookConcurrency: 7 } })
  const wanted = { Properties: { ReservedConcurrentExecutions: 7 } }
  const reserved = Object.keys(bounded.template.findResources('AWS::Lambda::Function', wanted))
  expect(reserved.map(withoutHash)).toEqual(['HttpSmsWebhookFunction'])
  httpsms.template.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() })
})

test('the secret begins with a generated webhook key, and is kept when the stack is deleted', () => {
  const [SecretStringTemplate, GenerateStringKey] = ['{"apiKey":"","userId":""}', 'webhookKey']
  httpsms.template.hasResource('AWS::SecretsManager::Secret', {
    Properties: {
      GenerateSecretString: { SecretStringTemplate, GenerateStringKey, PasswordLength: 64, ExcludePunctuation: true },
      KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
    },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  })
})

describe('the permissions of the functions', () => {
  test('httpsms-webhook may publish texts, note reports and read its secret, and do nothing else', () => {
    const { Key, 'Key via dynamodb': throughDynamoDb, ...grants } = grantsOf(httpsms.template, 'HttpSmsWebhookRole')
    expect(grants).toEqual({
      HttpSmsWebhookLogs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      InboundTopic: ['sns:Publish'],
      HttpSmsSecret: ['secretsmanager:GetSecretValue'],
      'Table pk,delivery,reportToken of claim#*': ['dynamodb:UpdateItem'],
    })
    const ofReceiveSms = grantsOf(httpsms.template, 'ReceiveSmsRole')
    expect([Key, throughDynamoDb]).toEqual([ofReceiveSms['Key'], ofReceiveSms['Key via dynamodb']])
  })

  const sendingOn = 'configuration-set/AntiRelou-example, phone-number/*'

  test('send-reply may read the secret, too, and may send SMS by AWS only if there is an AWS line', () => {
    const readsKeys = { HttpSmsSecret: ['secretsmanager:GetSecretValue'] }
    const { [sendingOn]: toPhones, ...others } = grantsOf(withoutHttpSms, 'SendReplyRole')
    expect(grantsOf(httpsms.template, 'SendReplyRole')).toEqual({ ...others, ...readsKeys })
    expect(grantsOf(both.template, 'SendReplyRole')).toEqual({ ...others, ...readsKeys, [sendingOn]: toPhones })
    expect(httpsms.text.split('sms-voice:SendTextMessage')).toHaveLength(1)
  })

  test('there are no grants except in roles of functions and schedules, and in policies of people', () => {
    both.template.resourceCountIs('AWS::IAM::Role', 5)
    both.template.resourceCountIs('AWS::IAM::Policy', 0)
    both.template.resourceCountIs('AWS::IAM::ManagedPolicy', 3)
  })
})

test('a stage with a SIM reports its public webhook, and no spend limit if no carrier of AWS sends', () => {
  const isPublic = /^The webhook .* for prod is a public address: docs\/httpsms\.md says .*\.$/
  expect(adviceOn('prod', httpSmsOnly)).toEqual([expect.stringMatching(isPublic)])
  const limit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'
  expect(adviceOn('prod', mixed)).toEqual([limit, expect.stringMatching(isPublic)])
})

test('alarms about a phone and its webhook exist only with a SIM, and one about spending only with AWS', () => {
  const absent = (settings: Settings) => {
    const names = namesOf(alarmsOf(settings))
    return ['spending', 'phone-offline', 'webhook-failing'].filter((name) => !names.includes(name))
  }
  const ofPhones = ['phone-offline', 'webhook-failing']
  expect([example, httpSmsOnly, mixed].map(absent)).toEqual([ofPhones, ['spending'], []])
})

describe.each([
  ['beside an AWS line', alarmsOf(mixed), 'replies-undelivered-httpsms'],
  ['alone', alarmsOf(httpSmsOnly), 'replies-undelivered'],
])('with a SIM %s', (_, alarms, deliverySuccess) => {
  const { phoneOffline, webhookKeysUnreadable } = httpSmsMetricNames
  const submitted = submittedTo('httpsms')
  const notSent = undeliveredBy('httpsms')
  const throttles = 'Throttles of HttpSmsWebhookFunction'

  test.each<[string, AlarmState, string, Data]>([
    ['a single sign that the phone is offline', 'ALARM', 'phone-offline', { [phoneOffline]: [1] }],
    ['such a sign two hours ago', 'ALARM', 'phone-offline', { [phoneOffline]: [1, ...quiet(119)] }],
    ['such signs before', 'OK', 'phone-offline', { [phoneOffline]: [30, ...quiet(120, 0)] }],
    ['errors of the webhook', 'ALARM', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [1, 1, 1, 1] }],
    ['errors of three minutes', 'OK', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [7, 7, 7] }],
    ['errors four minutes apart', 'OK', 'webhook-failing', { 'Errors of HttpSmsWebhookFunction': [1, 0, 0, 0, 1] }],
    [
      'errors each other minute',
      'ALARM',
      'webhook-failing',
      { 'Errors of HttpSmsWebhookFunction': [1, 0, 1, 0, 1, 0, 1] },
    ],
    ['keys that can not be read', 'ALARM', 'webhook-failing', { [webhookKeysUnreadable]: [1, 1, 1, 1] }],
    ['a flood that is mostly refused', 'OK', 'webhook-failing', { [throttles]: quiet(24, 8) }],
    ['a flood that is throttled', 'ALARM', 'webhook-failing', { [throttles]: quiet(24, 501) }],
    ['requests that are throttled at once', 'OK', 'webhook-failing', { [throttles]: [501] }],
    // Of the replies given to SIMs in three days 80 % must be sent, if ten are not or more, or most of at least three.
    ['ten of fifty replies not sent', 'OK', deliverySuccess, { [submitted]: [50], [notSent]: [10] }],
    ['eleven of fifty', 'ALARM', deliverySuccess, { [submitted]: [50], [notSent]: [11] }],
    ['none', 'OK', deliverySuccess, { [submitted]: [50] }],
    ['all of three', 'ALARM', deliverySuccess, { [submitted]: [3], [notSent]: [3] }],
    ['both of two', 'OK', deliverySuccess, { [submitted]: [2], [notSent]: [2] }],
    ['some of nobody knows how many', 'ALARM', deliverySuccess, { [notSent]: [9] }],
  ])('after %s it is %s for %s', (_, state, name, data) => {
    expect(stateIn(alarms, name, data)).toBe(state)
  })
})

test('each carrier has an alarm of its own, so that what one delivers does not hide what the other loses', () => {
  const [awsSends, awsFails] = [0, 15].map((n) => ({ [deliveredBy('aws')]: [50 - n], [undeliveredBy('aws')]: [n] }))
  const [simSends, simFails] = [0, 25].map((n) => ({ [submittedTo('httpsms')]: [50], [undeliveredBy('httpsms')]: [n] }))
  const [well, lost] = [
    { ...awsSends, ...simSends },
    { ...awsSends, ...simFails },
  ]
  const both = [well, lost, { ...awsFails, ...simSends }]
  const raised = both.map((data) =>
    ['aws', 'httpsms'].filter((name) => stateIn(alarmsOf(mixed), `replies-undelivered-${name}`, data) === 'ALARM'),
  )
  expect(raised).toEqual([[], ['httpsms'], ['aws']])
})

test('the share for SIMs counts submitted replies that no phone has reported as not sent', () => {
  const noon = '2026-11-24T12:00:00Z'
  const submitted = { [submittedTo('httpsms')]: [[noon, 8]] as readonly Count[] }
  expect(arrivedShare(httpSmsOnly, { ...submitted, [undeliveredBy('httpsms')]: [[noon, 2]] })).toBe(0.75)
  expect(arrivedShare(httpSmsOnly, submitted)).toBe(1)
  expect(arrivedShare(httpSmsOnly, {})).toBe(1)
})
