import { CfnResource, Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { describe, expect, test } from 'vitest'

import { createApp } from '../../cdk/synthesise.ts'
import { Refusal } from '../../settings/refusal.ts'
import { example, exampleWith, findingsIn, synthesised } from './synthesised.ts'

const ofThisAccount = (service: string, name: string) => `arn:aws:${service}:eu-west-3:<AWS::AccountId>:${name}`
const versions = ofThisAccount('cloudformation', 'stack/AntiRelou-example/*')
const alarms = ofThisAccount('cloudwatch', 'alarm:*')
const ownAlarms = ofThisAccount('cloudwatch', 'alarm:AntiRelou-example-*')
const numbers = ofThisAccount('sms-voice', 'phone-number/*')
const wildcards = (policy: string, resources: readonly string[]) =>
  resources.map((resource) => [`AwsSolutions-IAM5[Resource::${resource}]`, `AntiRelou-example/${policy}/Resource`])

const stackWith = (add: (stack: Stack) => void) => {
  const app = createApp('example', example)
  for (const child of app.node.children) if (child instanceof Stack) add(child)
  return app
}

describe('the checks of every synth', () => {
  test('find nothing but acknowledged exceptions, each for one resource and with a reason', () => {
    const findings = findingsIn()
    expect(findings.flatMap(({ violations }) => violations)).toEqual([])
    const exceptions = findings.flatMap(({ suppressedViolations }) => suppressedViolations)
    expect(
      exceptions.map(({ ruleName, violatingConstructs }) => [ruleName, violatingConstructs[0]?.constructPath]).sort(),
    ).toEqual(
      [
        ['AwsSolutions-DDB3', 'AntiRelou-example/Table/Resource'],
        ...wildcards('Operator', ['*', alarms, versions]),
        ...wildcards('Installer', ['*', alarms, ownAlarms, versions]),
        ...wildcards('SendReply/Role', [numbers]),
        ...wildcards('Watcher', ['*', alarms, versions]),
        ['AwsSolutions-SMG4', 'AntiRelou-example/Pepper/Resource'],
        ['AwsSolutions-SMG4', 'AntiRelou-example/ReplySigningKey/Resource'],
        ['AwsSolutions-SQS3', 'AntiRelou-example/Inbound/SubscriptionDeadLetters/Resource'],
      ].sort(),
    )
    for (const { reason, violatingConstructs } of exceptions) {
      expect(violatingConstructs).toHaveLength(1)
      expect(reason.length).toBeGreaterThan(40)
    }
  })

  test('fail on what cdk-nag finds', () => {
    const app = stackWith((stack) => new Queue(stack, 'WithoutTls'))
    expect(() => app.synth()).toThrow('AwsSolutions-SQS4')
  })

  test('fail on what CloudFormation would not deploy', () => {
    const app = stackWith(
      (stack) => new CfnResource(stack, 'Misspelt', { type: 'AWS::Logs::LogGroup', properties: { Retention: 3 } }),
    )
    expect(() => app.synth()).toThrow('Retention')
  })
})

test('the same sources give the same template, so that a second deployment changes nothing', () => {
  expect(synthesised().text).toBe(synthesised().text)
})

describe('settings that are valid but cannot be deployed', () => {
  test('are refused if the functions cannot get them in their environment', () => {
    const texts = {
      fr: Array.from({ length: 10 }, () => 'x'.repeat(160)),
      en: Array.from({ length: 10 }, () => 'x'.repeat(160)),
    }
    const refused = () => createApp('example', exampleWith({ texts }))
    expect(refused).toThrow(Refusal)
    expect(refused).toThrow(/^settings\/example\.json: .* take \d{4} bytes .* must fit 2900.*\.$/)
  })

  test('are refused if the stage cannot be part of the name of a stack', () => {
    expect(() => createApp('Prod_1', example)).toThrow(
      'The stage is "Prod_1", but it must be a short name: a-z, 0-9, -.',
    )
  })
})
