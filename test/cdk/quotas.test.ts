import { App, Stack } from 'aws-cdk-lib'
import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { describe, expect, test } from 'vitest'
import { refuseLongPolicies, shortened } from '../../cdk/quotas.ts'
import { createApp } from '../../cdk/synthesise.ts'
import { Refusal } from '../../settings/refusal.ts'
import type { Settings } from '../../settings/schema.ts'
import { type Changes, exampleWith } from '../settings/checked.ts'
import { linesOfEveryCarrier, withEveryCarrier } from './monitored.ts'

const id = (n: number) => String(n).padStart(32, '0')
const awsLines = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    number: `+3933300000${String(n).padStart(2, '0')}`,
    phoneNumberId: `phone-${id(n)}`,
    language: 'it',
  }))
const words = Array.from({ length: 10 }, () => 'x'.repeat(160))

test.each<[string, Changes]>([
  ['texts', { texts: { it: words, en: words } }],
  ['lines', { lines: awsLines(40) }],
])('more %s than fit into the environment of a function are refused in one sentence', (_, changes) => {
  const refused = () => createApp('prod', exampleWith(changes))
  expect(refused).toThrow(Refusal)
  expect(refused).toThrow(/^settings\/prod\.json: the environment of \w+ would take up to \d{4} bytes, .* 4096: .*\.$/)
})

test('thirteen AWS lines with budgets fit into the environment of a function, however long names are', () => {
  const lines = awsLines(13).map((line, n) => ({ ...line, budget: `a-bar-with-a-long-name-${n}` }))
  const budgets = Object.fromEntries(lines.map(({ budget }) => [budget, { hour: 100, day: 300, month: 10_000 }]))
  const settings = exampleWith({ lines, budgets, region, aws: { repliesPerSecond: 1 } })
  expect(() => createApp(longestStage, settings)).not.toThrow()
})

/** No region has a longer name, and no stage may. */
const [region, longestStage] = ['ap-northeast-1', 's'.repeat(32)]

const synthesise = (stage: string, settings: Settings) => () => createApp(stage, settings).synth()

describe('the policies fit into the 6,144 characters that IAM allows', () => {
  test('with twenty AWS lines, in a stage with the longest name', () => {
    expect(synthesise(longestStage, exampleWith({ lines: awsLines(20), region }))).not.toThrow()
  })

  test('with a line of each carrier, in a stage with the longest name', () => {
    const phoneNumberId = `phone-${id(0)}`
    const lines = linesOfEveryCarrier.map((one) => ({ ...one, ...(one['carrier'] === undefined && { phoneNumberId }) }))
    expect(synthesise(longestStage, withEveryCarrier({ lines, region }))).not.toThrow()
  })
})

test('policies that IAM would refuse are refused in one sentence', () => {
  expect(synthesise(longestStage, exampleWith({ lines: awsLines(23), region }))).toThrow(
    /^The policy AntiRelou-s+-installer-ap-northeast-1 would have up to \d{4} characters, but IAM allows 6144: give the stage a shorter name, or deploy some of its lines as another stage\.$/,
  )
})

const check = (add: (stack: Stack) => string) => {
  const stack = new Stack(new App(), 'Toy', { env: { region: 'eu-west-3' } })
  const resource = add(stack)
  const statements = [new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [resource] })]
  new ManagedPolicy(stack, 'Policy', { managedPolicyName: 'toy', statements })
  return () => refuseLongPolicies(stack)
}
const around = '{"Statement":[{"Action":"sqs:SendMessage","Effect":"Allow","Resource":""}],"Version":"2012-10-17"}'
  .length
const filled = (length: number) => 'x'.repeat(6144 - around - length)

test.each<[string, (stack: Stack) => string, number]>([
  ['to the character', () => '', 0],
  ['without spaces', () => '   ', 0],
  ['with twelve digits for the account', ({ account }) => account, 12],
  [
    'with at most eighty characters for the name of a queue',
    (stack) => new Queue(stack, 'q'.repeat(200)).queueArn,
    `arn:aws:sqs:eu-west-3:123456789012:${'q'.repeat(80)}`.length,
  ],
])('a policy is measured %s', (_, resource, length) => {
  expect(check((stack) => resource(stack) + filled(length))).not.toThrow()
  expect(check((stack) => `${resource(stack)}x${filled(length)}`)).toThrow('up to 6145 characters')
})

test('a shortened policy names each resource once under the same conditions, and grants exactly the same', () => {
  const statement = (actions: string[], resources: string[], conditions = {}) =>
    new PolicyStatement({ actions, resources, conditions })
  const onlyTls = { Bool: { 'aws:SecureTransport': 'true' } }
  const given = [
    statement(['sqs:GetQueueAttributes'], ['texts', 'replies', 'dead']),
    statement(['sqs:SendMessage'], ['texts', 'replies']),
    statement(['sqs:ReceiveMessage', 'sqs:DeleteMessage'], ['dead']),
    statement(['sqs:SendMessage'], ['texts'], onlyTls),
    statement(['sns:Publish'], ['topic'], onlyTls),
  ]
  const grants = (statements: readonly PolicyStatement[]) =>
    statements.flatMap(({ actions, resources, conditions }) =>
      actions.flatMap((action) => resources.map((resource) => JSON.stringify([action, resource, conditions]))),
    )
  const short = shortened(given)
  expect(grants(short).sort()).toEqual(grants(given).sort())
  expect(short.map(({ resources }) => resources)).toEqual([['texts', 'replies'], ['dead'], ['texts'], ['topic']])
})
