import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { CfnResource, Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createCheckedApp } from '../../cdk/checked.ts'
import { createApp } from '../../cdk/synthesise.ts'
import { readSettingsFile } from '../../settings/read.ts'
import { Refusal } from '../../settings/refusal.ts'
import { example } from '../settings/checked.ts'
import { readFindings } from './synthesised.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whether a file has the settings of a stage that somebody runs from this checkout. */
const isPrivate = (file: string) => /settings[/\\](?!example|rehearsal|local)[^/\\]+\.json$/.test(file)

/** A copy of the project, with settings such as a maintainer might write. */
let project: string

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  for (const part of ['carriers', 'cdk', 'functions', 'settings', 'shared', 'cdk.json', 'package.json'])
    cpSync(join(root, part), join(project, part), { recursive: true, filter: (from) => !isPrivate(from) })
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  const example = readFileSync(join(root, 'settings/example.json'), 'utf8')
    .replace('you@example.org', 'zoe@relou.example')
    .replace('+393990000000', '+393990000001')
    .replace('OWNER', 'zoe')
  writeFileSync(join(project, 'settings/abroad.json'), example.replace('eu-west-3', 'us-east-1'))
})

afterAll(() => rmSync(project, { recursive: true }))

test.concurrent('synthesising fails with one sentence if no stage is given', async () => {
  const { status, lines } = await run({ stage: '' })
  expect(lines).toEqual([expect.stringMatching(/^Which stage\? Add -c stage=<name>/)])
  expect(status).toBe(1)
})

const inThisRegion = (service: string, name: string) => `arn:aws:${service}:us-east-1:<AWS::AccountId>:${name}`
const versions = inThisRegion('cloudformation', 'stack/AntiRelou-abroad/*')
const schedules = inThisRegion('scheduler', 'schedule/default/AntiRelou-*')
const wildcards = (policy: string, ...resources: readonly string[]) =>
  resources.map((resource) => `${policy} AwsSolutions-IAM5[Resource::${resource}]`)

test.concurrent('the only stage is bundled, its template checked, and its spend limit and data abroad are told', async () => {
  const { status, lines } = await run({})
  const abroad = expect.stringMatching(/^Warning: us-east-1 is not in the EU/)
  expect(lines).toEqual(['Monthly SMS spend limit to request from AWS for abroad: 800 USD.', abroad])
  expect(status).toBe(0)
  expect(existsSync(join(project, 'dist/functions/receive-sms/index.mjs'))).toBe(true)
  const deployed: unknown = JSON.parse(readFileSync(join(project, 'cdk.out/AntiRelou-abroad.template.json'), 'utf8'))
  const { settings, text: file } = readSettingsFile('abroad', pathToFileURL(`${project}/settings/`))
  const app = createApp('abroad', settings, { file })
  const { template } = app.synth().getStackByName('AntiRelou-abroad')
  // The project has no history here, which would say its version.
  const { version } = JSON.parse(readFileSync(join(project, 'package.json'), 'utf8'))
  expect(deployed).toEqual({ ...template, Outputs: { ...template.Outputs, Version: { Value: version } } })

  const findings = readFindings(join(project, 'cdk.out'))
  expect(findings.flatMap(({ violations }) => violations)).toEqual([])
  const exceptions = findings.flatMap(({ suppressedViolations }) => suppressedViolations)
  const found = exceptions.map(
    ({ ruleName, reason, violatingConstructs: [{ constructPath } = { constructPath: '' }, ...more] }) => {
      expect(more).toEqual([])
      expect(reason.length).toBeGreaterThan(40)
      return `${constructPath.replace(/^AntiRelou-abroad\/(.*)\/Resource$/, '$1')} ${ruleName}`
    },
  )
  expect(found.sort()).toEqual(
    [
      'Table AwsSolutions-DDB3',
      ...wildcards('Operator', '*', schedules, versions),
      ...wildcards('Installer', '*', inThisRegion('cloudwatch', 'alarm:AntiRelou-abroad-*'), schedules, versions),
      'Beat/Role AwsSolutions-IAM5[Action::kms:GenerateDataKey*]',
      ...wildcards('SendReply/Role', inThisRegion('sms-voice', 'phone-number/*')),
      ...wildcards('Watcher', '*', versions),
      'Pepper AwsSolutions-SMG4',
      'ReplySigningKey AwsSolutions-SMG4',
      'Inbound/SubscriptionDeadLetters AwsSolutions-SQS3',
    ].sort(),
  )
})

const stackWith = (add: (stack: Stack) => void) => {
  const app = createCheckedApp('example', example)
  for (const child of app.node.children) if (child instanceof Stack) add(child)
  return app
}

describe('the checks of every synth', () => {
  test('fail on what cdk-nag finds', () => {
    const app = stackWith((stack) => new Queue(stack, 'WithoutTls'))
    expect(() => app.synth()).toThrow('AwsSolutions-SQS4')
  })

  test('fail on what CloudFormation would not deploy', () => {
    const misspelt = { type: 'AWS::Logs::LogGroup', properties: { Retention: 3 } }
    const app = stackWith((stack) => new CfnResource(stack, 'Misspelt', misspelt))
    expect(() => app.synth()).toThrow('Retention')
  })
})

test('settings that are valid are refused if the stage cannot be part of the name of a stack', () => {
  const refused = () => createApp('Prod_1', example)
  expect(refused).toThrow(Refusal)
  expect(refused).toThrow('The stage is "Prod_1", but it must be a short name: a-z and 0-9.')
})

/** Runs the app as the CDK CLI does: as a program that gets the context in an environment variable. */
const run = async (context: { readonly [key: string]: string }) => {
  const child = execFile(process.execPath, ['cdk/app.ts'], {
    cwd: project,
    env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: 'cdk.out' },
  })
  const [said, [status]] = await Promise.all([child.stderr?.toArray(), once(child, 'close')])
  return { status, lines: String(said?.join('')).trim().split('\n') }
}
