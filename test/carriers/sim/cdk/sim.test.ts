import { Match, type Template } from 'aws-cdk-lib/assertions'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'

import { webhookTimeoutMs } from '../../../../carriers/sim/rules/timing.ts'
import { grantsOf, synthesised, variablesOf, withoutHash } from '../../../cdk/synthesised.ts'
import { mixed, simOnly } from './stages.ts'

const both = synthesised(mixed)
const sim = synthesised(simOnly)
const { template: withoutSim } = synthesised()

const webhook = { 'Fn::GetAtt': [Match.stringLikeRegexp('^SimWebhookFunction'), 'Arn'] }
const secret = { Ref: Match.stringLikeRegexp('^SimSecret') }

describe('the address that httpSMS calls', () => {
  test('is there only with a SIM line', () => {
    withoutSim.resourceCountIs('AWS::Lambda::Url', 0)
    for (const { template } of [both, sim]) template.resourceCountIs('AWS::Lambda::Url', 1)
  })

  test('asks for no signature, and gives the whole answer at once', () => {
    sim.template.hasResourceProperties('AWS::Lambda::Url', {
      TargetFunctionArn: webhook,
      AuthType: 'NONE',
      InvokeMode: 'BUFFERED',
    })
  })

  test('lets anybody in, which takes two permissions, and in by no other way', () => {
    const permission = (Action: string, condition: object) => ({
      Type: 'AWS::Lambda::Permission',
      Properties: { Action, FunctionName: webhook, Principal: '*', ...condition },
    })
    const { template } = sim
    template.resourceCountIs('AWS::Lambda::Permission', 2)
    template.hasResource(
      'AWS::Lambda::Permission',
      Match.exact(permission('lambda:InvokeFunctionUrl', { FunctionUrlAuthType: 'NONE' })),
    )
    template.hasResource(
      'AWS::Lambda::Permission',
      Match.exact(permission('lambda:InvokeFunction', { InvokedViaFunctionUrl: true })),
    )
  })

  test('is answered within the time that httpSMS waits', () => {
    sim.template.hasResourceProperties('AWS::Lambda::Function', {
      Handler: 'index.handler',
      Timeout: webhookTimeoutMs / 1000,
      MemorySize: 256,
      LoggingConfig: { LogFormat: 'JSON', LogGroup: { Ref: Match.stringLikeRegexp('^SimWebhookLogs') } },
    })
  })

  test('can be kept from using up what the account may run at once, and nothing is reserved otherwise', () => {
    const bounded = synthesised({ ...simOnly, httpSms: { ...simOnly.httpSms, webhookConcurrency: 7 } })
    const reserved = (template: Template) =>
      Object.keys(
        template.findResources('AWS::Lambda::Function', { Properties: { ReservedConcurrentExecutions: 7 } }),
      ).map(withoutHash)
    expect(reserved(bounded.template)).toEqual(['SimWebhookFunction'])
    sim.template.allResourcesProperties('AWS::Lambda::Function', { ReservedConcurrentExecutions: Match.absent() })
  })
})

describe('the keys that the number and httpSMS know each other by', () => {
  test('are there only with a SIM line', () => {
    const secrets = (template: Template) => Object.keys(template.findResources('AWS::SecretsManager::Secret'))
    expect(secrets(withoutSim).map(withoutHash)).toEqual(['Pepper', 'ReplySigningKey'])
    expect(secrets(sim.template).map(withoutHash)).toEqual(['Pepper', 'ReplySigningKey', 'SimSecret'])
  })

  test("begin with a webhook's key that nobody chose, and stay when the stack goes", () => {
    sim.template.hasResource('AWS::SecretsManager::Secret', {
      Properties: {
        GenerateSecretString: {
          SecretStringTemplate: '{"apiKey":"","userId":""}',
          GenerateStringKey: 'webhookKey',
          PasswordLength: 64,
          ExcludePunctuation: true,
        },
        KmsKeyId: { 'Fn::GetAtt': [Match.stringLikeRegexp('^Key'), 'Arn'] },
      },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    })
  })
})

describe('what a function may do', () => {
  test('sim-webhook publishes texts, notes what phones report, reads its keys, and nothing else', () => {
    const { Key, 'Key via dynamodb': throughDynamoDb, ...grants } = grantsOf(sim.template, 'SimWebhookRole')
    expect(grants).toEqual({
      SimWebhookLogs: ['logs:CreateLogStream', 'logs:PutLogEvents'],
      InboundTopic: ['sns:Publish'],
      SimSecret: ['secretsmanager:GetSecretValue'],
      'Table claim#*': ['dynamodb:UpdateItem'],
    })
    const ofReceiveSms = grantsOf(sim.template, 'ReceiveSmsRole')
    expect({ Key, throughDynamoDb }).toEqual({
      Key: ofReceiveSms['Key'],
      throughDynamoDb: ofReceiveSms['Key via dynamodb'],
    })
  })

  const sendingOn = 'configuration-set/AntiRelou-example, phone-number/*'

  test('send-reply reads the keys too; it may send SMS by AWS only if AWS has a line', () => {
    const readsKeys = { SimSecret: ['secretsmanager:GetSecretValue'] }
    const { [sendingOn]: toPhones, ...others } = grantsOf(withoutSim, 'SendReplyRole')
    expect(grantsOf(sim.template, 'SendReplyRole')).toEqual({ ...others, ...readsKeys })
    expect(grantsOf(both.template, 'SendReplyRole')).toEqual({
      ...others,
      ...readsKeys,
      [sendingOn]: toPhones,
    })
    expect(sim.text.split('sms-voice:SendTextMessage')).toHaveLength(1)
  })

  test('receive-sms has no more to do than without a SIM', () => {
    expect(grantsOf(both.template, 'ReceiveSmsRole')).toEqual(grantsOf(withoutSim, 'ReceiveSmsRole'))
  })

  test('functions are granted nothing beside their roles', () => {
    both.template.resourceCountIs('AWS::IAM::Role', 3)
    both.template.resourceCountIs('AWS::IAM::Policy', 0)
    both.template.resourceCountIs('AWS::IAM::ManagedPolicy', 3)
  })
})

describe('what a function knows', () => {
  const common = ['CONFIG', 'POWERTOOLS_METRICS_NAMESPACE', 'POWERTOOLS_SERVICE_NAME', 'TABLE_NAME']
  const ofReplies = ['REPLIES_QUEUE_URL', 'REPLY_SIGNING_KEY', 'UNSIGNED_REPLIES_UNTIL']
  const names = (template: Template, name: string) => Object.keys(variablesOf(template)[name] ?? {}).sort()

  test('sim-webhook: the topic, the keys, and no queue', () => {
    expect(names(sim.template, 'SimWebhookFunction')).toEqual(['INBOUND_TOPIC_ARN', ...common, 'SIM_SECRET_ARN'].sort())
    expect(variablesOf(sim.template)['SimWebhookFunction']?.['INBOUND_TOPIC_ARN']).toEqual({
      Ref: expect.stringMatching(/^InboundTopic/),
    })
  })

  test('send-reply: where httpSMS is, with a SIM line', () => {
    const own = { ...simOnly, httpSms: { url: 'https://sms.example.org' } }
    const { template } = synthesised(own)
    expect(names(template, 'SendReplyFunction')).toEqual(
      [...common, ...ofReplies, 'SIM_SECRET_ARN', 'HTTP_SMS_URL'].sort(),
    )
    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: { Variables: { HTTP_SMS_URL: 'https://sms.example.org', SIM_SECRET_ARN: secret } },
    })
    expect(names(withoutSim, 'SendReplyFunction')).toEqual([...common, ...ofReplies, 'CONFIGURATION_SET'].sort())
  })

  test('leaves room for the longest policy in the 4,096 bytes that Lambda takes', () => {
    for (const variables of Object.values(variablesOf(both.template))) {
      const deployed = Object.entries(variables).map(([name, value]) => {
        // ARNs, addresses and secrets are shorter than that.
        const length = name === 'CONFIG' ? 2900 : typeof value === 'string' ? value.length : 160
        return [name, 'x'.repeat(length)]
      })
      expect(JSON.stringify(Object.fromEntries(deployed)).length).toBeLessThanOrEqual(4096)
    }
  })
})

describe('people', () => {
  const statementsSchema = z.object({
    Properties: z.object({
      PolicyDocument: z.object({
        Statement: z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]), Resource: z.unknown() })),
      }),
    }),
  })
  const mayDo = (person: 'Watcher' | 'Operator' | 'Installer', resource: string): readonly string[] => {
    const policies = Object.entries(both.template.findResources('AWS::IAM::ManagedPolicy'))
    const found = policies.find(([id]) => withoutHash(id) === person)?.[1]
    return statementsSchema
      .parse(found)
      .Properties.PolicyDocument.Statement.filter(({ Resource }) => JSON.stringify(Resource).includes(`"${resource}`))
      .flatMap(({ Action }) => Action)
      .sort()
  }

  test('may read the log of sim-webhook', () => {
    for (const person of ['Watcher', 'Operator', 'Installer'] as const)
      expect(mayDo(person, 'SimWebhookLogs')).toEqual(['logs:FilterLogEvents'])
  })

  test('may attach a SIM, which fills in its keys, if they install the number', () => {
    expect(mayDo('Installer', 'SimSecret')).toEqual(['secretsmanager:GetSecretValue', 'secretsmanager:PutSecretValue'])
    expect(mayDo('Watcher', 'SimSecret')).toEqual([])
    expect(mayDo('Operator', 'SimSecret')).toEqual(['secretsmanager:GetSecretValue'])
  })
})

describe('the outputs', () => {
  const outputsOf = (template: Template) => template.findOutputs('*')

  test('list every line in the order of settings, and how AWS reports only if it has one', () => {
    expect(outputsOf(both.template)['LineNumbers']).toEqual({ Value: '+33639980012 +393990000000' })
    expect(outputsOf(sim.template)['LineNumbers']).toEqual({ Value: '+33639980012' })
    expect(outputsOf(both.template)).toHaveProperty('ConfigurationSetName')
    expect(outputsOf(sim.template)).not.toHaveProperty('ConfigurationSetName')
    sim.template.resourceCountIs('AWS::SMSVOICE::ConfigurationSet', 0)
  })
})
