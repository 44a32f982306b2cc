import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import {
  CloudFormationClient,
  CreateStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
} from '@aws-sdk/client-cloudformation'
import { CloudWatchLogsClient, FilterLogEventsCommand } from '@aws-sdk/client-cloudwatch-logs'
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns'
import { buildBundles } from '../cdk/bundles.ts'
import { createApp } from '../cdk/synthesise.ts'
import { type Assembly, type Cloud, firstOf, inboundSms, readAssembly } from '../emulator/index.ts'
import { startStage } from '../local/number.ts'
import { readSettings } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'
import { runProgram } from './program.ts'

// MiniStack, an emulator by others, runs the template and the bundles of the stage `local` and answers a text.

/** MiniStack doesn't create these. It has no SendTextMessage either: our emulator stands in for it. */
const missing = ['AWS::SMSVOICE::ConfigurationSet', 'AWS::CloudWatch::Alarm', 'AWS::CloudWatch::Dashboard']

const endpoint = 'http://127.0.0.1:4566'
const [line, sender] = ['+32460000000', '+32470000123']
const second = 1000

const main = async (): Promise<number> => {
  await buildBundles()
  const settings = readSettings('local')
  const outdir = fileURLToPath(new URL('../dist/cdk/local', import.meta.url))
  const assembly = readAssembly(createApp('local', settings, { outdir }).synth().directory)
  const carrier = await startStage({ ...assembly, settings, port: 0 })
  try {
    await tryText(assembly, carrier)
    console.log('MiniStack created the stack without its alarms, and a text that was delivered twice had one reply.')
    return 0
  } catch (error) {
    const what = error instanceof Refusal ? error.message : error
    console.error('MiniStack differs from our emulator, or does not run:', what)
    return 1
  } finally {
    await carrier.stop()
  }
}

const tryText = async (assembly: Assembly, carrier: Cloud): Promise<void> => {
  const aws = { endpoint, region: assembly.region, credentials: { accessKeyId: 'owner', secretAccessKey: 'owner' } }
  const template = await adapted(assembly, carrier.endpoint)
  const outputs = await deploy(new CloudFormationClient(aws), assembly.stackName, template)
  const Message = JSON.stringify(inboundSms({ id: 'second-opinion', from: sender, to: line, text: 'Salut' }))
  const [sns, TopicArn] = [new SNSClient(aws), outputs['InboundTopicArn']]
  for (let i = 0; i < 2; i++) await sns.send(new PublishCommand({ TopicArn, Message }))
  const isReply = (text: { readonly direction: string }) => (text.direction === 'reply' ? text : undefined)
  const reply = await firstOf(carrier.texts, isReply, 60 * second)
  // A second reply would follow as soon.
  await wait(10 * second)
  const replies = carrier.texts.entries().filter(isReply)
  if (reply === undefined || replies.length !== 1)
    throw new Refusal(`one text, ${replies.length} replies.\n${await logsOf(new CloudWatchLogsClient(aws), outputs)}`)
}

/** The template as MiniStack can create it: code in a bucket there, and replies sent through our stand-in. */
const adapted = async ({ template, assetFolder }: Assembly, carrier: string): Promise<string> => {
  const { Resources, Outputs } = template as Template
  await put(`${endpoint}/code`)
  const kept = Object.entries(Resources).filter(([, { Type }]) => !missing.includes(Type))
  for (const [, { Type, Properties = {} }] of kept)
    if (Type === 'AWS::Lambda::Function') {
      const { Code, Environment } = Properties as FunctionProperties
      await put(`${endpoint}/code/${Code.S3Key}`, zipped(assetFolder(Code.S3Key)))
      Properties['Code'] = { S3Bucket: 'code', S3Key: Code.S3Key }
      // MiniStack imports a module only if Node refuses to require it.
      const own = { AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2: carrier, NODE_OPTIONS: '--no-experimental-require-module' }
      Properties['Environment'] = { Variables: { ...Environment.Variables, ...own } }
    }
  // Without CDK's parameters: they say that the account was bootstrapped.
  return JSON.stringify({ Resources: Object.fromEntries(kept), Outputs })
}

type Template = {
  readonly Resources: Readonly<Record<string, { readonly Type: string; readonly Properties?: Record<string, unknown> }>>
  readonly Outputs: unknown
}

type FunctionProperties = { readonly Code: { S3Key: string }; readonly Environment: { Variables: object } }

const put = async (url: string, body?: Uint8Array<ArrayBuffer>): Promise<void> => {
  const answer = await fetch(url, { method: 'PUT', ...(body && { body }) })
  if (!answer.ok) throw new Refusal(`${url} answered ${answer.status}: ${await answer.text()}`)
}

const zipped = (folder: string): Uint8Array<ArrayBuffer> => {
  const file = join(folder, 'code.zip')
  rmSync(file, { force: true })
  execFileSync('zip', ['-qr', file, '.'], { cwd: folder })
  return new Uint8Array(readFileSync(file))
}

/** Creates the stack. Throws a `Refusal` with the reason of each resource that can't be created. */
const deploy = async (
  cloud: CloudFormationClient,
  StackName: string,
  TemplateBody: string,
): Promise<Cloud['outputs']> => {
  await cloud.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities: ['CAPABILITY_NAMED_IAM'] }))
  for (let waited = 0; waited < 60; waited++) {
    const [stack] = (await cloud.send(new DescribeStacksCommand({ StackName }))).Stacks ?? []
    const outputs = (stack?.Outputs ?? []).map(({ OutputKey = '', OutputValue }) => [OutputKey, OutputValue])
    if (stack?.StackStatus === 'CREATE_COMPLETE') return Object.fromEntries(outputs)
    if (stack?.StackStatus !== 'CREATE_IN_PROGRESS') break
    await wait(second)
  }
  const { StackEvents = [] } = await cloud.send(new DescribeStackEventsCommand({ StackName }))
  const failed = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith('FAILED'))
  const reasons = failed.map((one) => `${one.LogicalResourceId} (${one.ResourceType}): ${one.ResourceStatusReason}`)
  throw new Refusal(`the stack was not created.\n${reasons.join('\n')}`)
}

const logsOf = async (logs: CloudWatchLogsClient, outputs: Cloud['outputs']): Promise<string> => {
  const groups = [outputs['ReceiveSmsLogGroupName'], outputs['SendReplyLogGroupName']]
  const said = await Promise.all(
    groups.map(async (logGroupName) => {
      const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName }))
      return [`${logGroupName}:`, ...events.map(({ message }) => message?.trim() ?? '')]
    }),
  )
  const told = said.flat().filter((one) => !one.startsWith('{"_aws"'))
  return told.join('\n')
}

await runProgram(main)
