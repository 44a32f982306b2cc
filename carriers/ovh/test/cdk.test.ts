import { expect, test } from 'vitest'
import { alarmsOf, namesOf } from '../../../test/cdk/monitored.ts'
import { grantsOf, synthesised } from '../../../test/cdk/synthesised.ts'
import { functionsRules } from '../ops/keys.ts'
import { mixed, ovhOnly, serviceName } from './example.ts'

const alone = synthesised(ovhOnly)
const all = synthesised(mixed)

test('the poll may read its key, publish texts, note reports and remember its own, and nothing else', () => {
  const grants = grantsOf(alone.template, 'OvhPollRole')
  const others = Object.entries(grants).filter(([on]) => !/^(Key|OvhPollLogs)/.test(on))
  expect(Object.fromEntries(others)).toEqual({
    InboundTopic: ['sns:Publish'],
    OvhFunctionsKey: ['secretsmanager:GetSecretValue'],
    'Table ovh#*': ['dynamodb:GetItem', 'dynamodb:PutItem'],
    'Table pk,delivery,reportToken of claim#*': ['dynamodb:UpdateItem'],
  })
})

test('send-reply may read the key of the functions, and not that of people', () => {
  const grants = grantsOf(alone.template, 'SendReplyRole')
  expect(grants['OvhFunctionsKey']).toEqual(['secretsmanager:GetSecretValue'])
  expect(JSON.stringify(grants)).not.toMatch(/OvhPeoplesKey|sms-voice/)
})

test('their key may read the account, the question before an attempt, and read, send and delete texts', () => {
  const account = `/sms/${serviceName}`
  expect(functionsRules(serviceName).map(({ method, path }) => `${method} ${path}`)).toEqual([
    `GET ${account}`,
    ...['GET', 'POST', 'DELETE'].map((method) => `${method} ${account}/virtualNumbers/*`),
    'GET /auth/currentCredential',
  ])
})

test('the poll runs every minute, ends before the next one, and is never repeated by AWS', () => {
  expect(grantsOf(alone.template, 'OvhScheduleRole')).toEqual({ OvhPollFunction: ['lambda:InvokeFunction'] })
  alone.template.hasResourceProperties('AWS::Scheduler::Schedule', {
    ScheduleExpression: 'rate(1 minute)',
    State: 'ENABLED',
    Target: { RetryPolicy: { MaximumRetryAttempts: 0 } },
  })
  alone.template.hasResourceProperties('AWS::Lambda::EventInvokeConfig', { MaximumRetryAttempts: 0 })
  alone.template.hasResourceProperties('AWS::Lambda::Function', {
    Timeout: 50,
    Environment: { Variables: { OVH_URL: 'https://eu.api.ovh.com/1.0', OVH_SERVICE_NAME: serviceName } },
  })
})

test('the beat is published by the poll, whose right to publish it so shows, and by Scheduler elsewhere', () => {
  for (const { text } of [alone, all]) expect(text).not.toContain('BeatSchedule')
  expect(Object.keys(grantsOf(synthesised().template, 'BeatRole'))).toContain('InboundTopic')
})

test('alarms tell that credits run out and that they cost money, and the dashboard shows them', () => {
  expect(namesOf(alarmsOf(ovhOnly))).toEqual(expect.arrayContaining(['credits-low', 'spending']))
  expect(alone.text).toContain('Credits left at OVHcloud')
})
