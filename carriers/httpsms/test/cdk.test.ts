import { Match, type Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { adviceOn } from '../../../cdk/synthesise.ts'
import { grantsOf, synthesised, withoutHash } from '../../../test/cdk/synthesised.ts'
import { httpSmsOnly, mixed } from './example.ts'

const both = synthesised(mixed)
const httpsms = synthesised(httpSmsOnly)
const { template: withoutHttpSms } = synthesised()

const webhook = { 'Fn::GetAtt': [Match.stringLikeRegexp('^HttpSmsWebhookFunction'), 'Arn'] }

test('the webhook and its secret exist only with a SIM line', () => {
  const secrets = (template: Template) => Object.keys(template.findResources('AWS::SecretsManager::Secret'))
  withoutHttpSms.resourceCountIs('AWS::Lambda::Url', 0)
  expect(secrets(withoutHttpSms).map(withoutHash)).toEqual(['Pepper', 'ReplySigningKey'])
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
