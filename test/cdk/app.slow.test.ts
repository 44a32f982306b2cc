import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { CfnResource, Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createApp } from '../../cdk/synthesise.ts'
import { readSettings } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import { example, exampleWith } from '../settings/checked.ts'
import { findingsIn, synthesised } from './synthesised.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project, with settings such as a maintainer might write. */
let project: string

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  for (const part of ['carriers', 'cdk', 'functions', 'settings', 'shared', 'cdk.json', 'package.json'])
    cpSync(join(root, part), join(project, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  const example = readFileSync(join(root, 'settings/example.json'), 'utf8')
    .replace('you@example.org', 'zoe@relou.example')
    .replace('+393990000000', '+393990000001')
    .replace('OWNER', 'zoe')
  writeFileSync(join(project, 'settings/abroad.json'), example.replace('eu-west-3', 'us-east-1'))
  writeFileSync(
    join(project, 'settings/typos.json'),
    example.replace('"hour": 100', '"hour": 0').replace('"IT"', '"it"'),
  )
})

afterAll(() => rmSync(project, { recursive: true }))

/** Runs the app as the CDK CLI does: as a program that gets the context in an environment variable. */
const run = async (context: { readonly [key: string]: string }, outdir = 'cdk.out') => {
  const child = execFile(process.execPath, ['cdk/app.ts'], {
    cwd: project,
    env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: outdir },
  })
  const [said, [status]] = await Promise.all([child.stderr?.toArray(), once(child, 'close')])
  return { status, lines: String(said?.join('')).trim().split('\n') }
}

describe.concurrent('synthesising', () => {
  test('fails with one sentence if no stage is given', async () => {
    const { status, lines } = await run({})
    expect(lines).toEqual([expect.stringMatching(/^Which stage\? Add -c stage=<name>/)])
    expect(status).toBe(1)
  })

  test('fails with one sentence for each of two mistakes', async () => {
    const { status, lines } = await run({ stage: 'typos' })
    expect(lines).toEqual([
      expect.stringMatching(
        /^settings\/typos\.json: countries\.1 \(counted from 1\) is "it", but it must be .*: write "IT"\.$/,
      ),
      expect.stringMatching(/^settings\/typos\.json: budgets\.default\.hour is 0, but it must be .*\.$/),
    ])
    expect(status).toBe(1)
  })

  test('builds the bundles of a stage, says which spend limit to request, and warns if data would leave the EU', async () => {
    const { status, lines } = await run({ stage: 'abroad' })
    expect(lines).toEqual([
      'Monthly SMS spend limit to request from AWS for abroad: 800 USD.',
      expect.stringMatching(/^Warning: us-east-1 is not in the EU/),
    ])
    expect(status).toBe(0)
    expect(existsSync(join(project, 'cdk.out/AntiRelou-abroad.template.json'))).toBe(true)
    expect(existsSync(join(project, 'dist/functions/receive-sms/index.mjs'))).toBe(true)
  })

  test('gives the template that the tests of whole numbers run', async () => {
    const { status } = await run({ stage: 'local' }, 'cdk.local')
    expect(status).toBe(0)
    const deployed: unknown = JSON.parse(readFileSync(join(project, 'cdk.local/AntiRelou-local.template.json'), 'utf8'))
    const { template } = createApp('local', readSettings('local'), { checks: false })
      .synth()
      .getStackByName('AntiRelou-local')
    expect(deployed).toEqual(template)
  })
})

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
