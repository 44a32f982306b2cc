import { readFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { GetEventSourceMappingCommand } from '@aws-sdk/client-lambda'
import { SendMessageCommand } from '@aws-sdk/client-sqs'
import { expect } from 'vitest'
import { z } from 'zod'
import { type AccessKey, formAnswer, managedPolicy, startCloudWatch } from '../../emulator/index.ts'
import type { StageAccount } from '../../local/number.ts'
import type { Check } from '../../ops/checks/check.ts'
import { type Clients, createClients, type Time } from '../../ops/clients.ts'
import { type Deployment, findStack, openDeployment, type Place } from '../../ops/deployment.ts'
import type { Machine } from '../../ops/machine.ts'
import { commands, operations } from '../../ops/run.ts'
import { checkSettings, readSettings } from '../../settings/read.ts'
import type { Settings } from '../../settings/schema.ts'
import { startNumber, until } from '../e2e/running-number.ts'
import { runOn, version } from './machine.ts'

export const line = '+32460000000'
export const exampleLine = '+393990000000'

const owner = { accessKeyId: 'owner', secretAccessKey: 'owner' }

/** What is typed, and what else is special about the machine. */
type Typed = Partial<Machine> & {
  /** Typed on standard input. */
  readonly input?: string
  /** The answer to a question, or something to do instead. Without it nobody is there to be asked. */
  readonly answer?: string | (() => Promise<string>)
  /** The credentials; by default those of the account owner. */
  readonly as?: AccessKey
  /** The environment variables. */
  readonly variables?: { readonly [name: string]: string }
}

/** The settings, or their file, that a stage was deployed with. */
type Deployed = { readonly deployed?: Settings; readonly file?: string }

/** Starts a stage in an emulator with CloudWatch, and gives the command line that operates it. */
export const startOperated = async (account: StageAccount = {}, stage = 'local', { deployed, file }: Deployed = {}) => {
  const settings = deployed && { settings: deployed }
  const number = await startNumber(5, { account: { numbers: [line], ...account }, stage, file, ...settings })
  const { cloud } = number
  const cloudWatch = startCloudWatch(cloud)
  const clients = (credentials: AccessKey = owner) =>
    createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials }, undefined, unpaced)

  const ops = async (
    given: readonly string[],
    { input, answer, as = owner, variables = {}, ...machine }: Typed = {},
  ) => {
    const { args, input: typed } = typedIn(given)
    const connected: Clients[] = []
    let asked = ''
    const ask = async (question: string) => {
      asked += question
      return typeof answer === 'function' ? answer() : (answer ?? '')
    }
    const connect = () => {
      const theirs = clients(as)
      // The emulator has one server of SQS, which knows all messages at once.
      theirs.sqs.middlewareStack.add(
        (next) => (call) => {
          if ('WaitTimeSeconds' in call.input) call.input.WaitTimeSeconds = 0
          return next(call)
        },
        { step: 'initialize' },
      )
      connected.push(theirs)
      return theirs
    }
    const said = await runOn(
      {
        connect,
        localEndpoint: () => cloud.endpoint,
        variable: (name) => variables[name],
        readInput: async () => input ?? typed,
        ...(answer !== undefined && { ask }),
        onlyStage: () => stage,
        wait: () => delay(150),
        ...machine,
      },
      args,
    )
    // A process of its own would end here, with its connections.
    for (const { clientOf: _, ...clients } of connected) for (const one of Object.values(clients)) one.destroy()
    return { ...said, asked }
  }
  const policy = (name: Policy) => {
    const found = cloud.stack.all(managedPolicy).find(({ logicalId }) => logicalId.startsWith(name))
    if (found === undefined) throw new Error(`The template has no policy ${name}`)
    return found
  }
  return {
    ...number,
    ops,
    /** Clients of AWS with the owner's key, or with somebody else's. */
    clients,
    /** Texts the line, and returns what is decided. */
    decisionOn: async (sender: string, text?: string): Promise<string> => {
      const id = await number.text(sender, text)
      await until(`a decision about ${id}`, () => number.decisions(id).length > 0)
      return number.decisions(id)[0] ?? ''
    },
    /** Pauses, and waits until no poll is under way that may still bring a reply. */
    pause: async () => {
      await ops(['pause', '--yes'])
      const { lambda } = clients()
      const UUID = cloud.outputs['SendReplySourceId']
      const mapping = new GetEventSourceMappingCommand({ UUID })
      await until('the last poll', async () => (await lambda.send(mapping)).State === 'Disabled')
      lambda.destroy()
    },
    /** Has CloudFormation tell this of the stack, until what is returned is called. */
    tellStack: (outputs: { readonly [name: string]: string }, status = 'UPDATE_COMPLETE', more = '') => {
      const members = Object.entries(outputs).map(
        ([name, value]) =>
          `<member><OutputKey>${name}</OutputKey><OutputValue>${value.replaceAll('&', '&amp;')}</OutputValue></member>`,
      )
      const head = `<StackName>AntiRelou-${stage}</StackName><StackStatus>${status}</StackStatus>${more}`
      const body = `<Stacks><member>${head}<Outputs>${members.join('')}</Outputs></member></Stacks>`
      return cloud.answerFor('cloudformation:DescribeStacks', ({ action }) => formAnswer(action, body))
    },
    /** Options that point a command line to this stage, and to stand-ins for services outside AWS. */
    target: ['--local', '--stage', stage],
    /** One of the managed policies that the template has for people. */
    policy,
    /** The key of somebody with this policy, and the watcher's, which everybody has. */
    keyFor: (name: Policy) => cloud.keyFor(...[name, 'Watcher' as const].map((one) => policy(one).arn)),
    /** The output of a command with `--json`; throws if the command fails. */
    json: async (...args: readonly string[]) => {
      const { exitCode, out, err } = await ops([...args, '--json', '--yes'])
      if (exitCode !== 0) throw new Error(err)
      return JSON.parse(out)
    },
    stop: async () => {
      cloudWatch.stop()
      await number.stop()
    },
  }
}

/** Moves a sender's number from the arguments, where tests write it, to standard input, where commands read it. */
const typedIn = (args: readonly string[]) => {
  const [command = '', sender = '', ...others] = args
  const isTyped = ['show', 'block', 'unblock', 'opt-in', 'forget'].includes(command) && sender.startsWith('+')
  return isTyped ? { args: [command, ...others], input: sender } : { args, input: '' }
}

/** The emulator takes requests as fast as they come, unless a test wants otherwise. */
const unpaced: Time = { now: Date.now, wait: async () => {} }

let senders = 0
/** A sender who has never texted, from a block of Belgian numbers that no other helper uses. */
export const stranger = (): string => `+3247${String(2200 + senders++).padStart(4, '0')}321`

export type Operated = Awaited<ReturnType<typeof startOperated>>

/** A check as doctor tells programs of it. */
export type Said = Pick<Check, 'id' | 'state'> & { readonly what: string; readonly say: string }

/** The checks of doctor, also by state. */
export const checksOf = async (number: Operated, ...args: readonly string[]) => {
  const { out, exitCode } = await number.ops(['doctor', '--json', ...args])
  const checks = (JSON.parse(out) as readonly Said[]).map(({ id: _, ...check }) => check)
  const inState = (state: Check['state']) => checks.filter((check) => check.state === state).map(({ what }) => what)
  return { exitCode, toFix: inState('fix'), unknown: inState('unknown'), remarks: inState('remark'), checks }
}
export const sayOf = ({ checks }: Awaited<ReturnType<typeof checksOf>>, what: string): string | undefined =>
  checks.find((check) => check.what === what)?.say

/** Settings as parsed from the file, before any check. */
export const rawSettings = (stage: string) =>
  JSON.parse(readFileSync(new URL(`../../settings/${stage}.json`, import.meta.url), 'utf8'))

/** The settings file of a stage, with somebody who is mailed. */
export const mailedFile = (stage: string): string =>
  JSON.stringify({ ...rawSettings(stage), alertEmails: ['zoe@relou.example'] })

/** A deployment of the stage `local` whose settings differ from those that its stack was deployed with. */
export const deploymentOf = async (
  { cloud, clients }: Operated,
  settings: object,
  stage = 'local',
): Promise<Deployment> => {
  const place: Place = {
    stage,
    local: true,
    region: cloud.region,
    stackName: `AntiRelou-${stage}`,
    command: 'doctor',
    aws: clients(),
    localEndpoint: () => cloud.endpoint,
    variable: () => undefined,
    download: async () => expect.unreachable('A local stage asks nobody outside'),
    now: Date.now,
    wait: async () => {},
  }
  return openDeployment(await findStack(place), checkSettings(settings, 'settings/local.json'), version)
}

export type Policy = 'Watcher' | 'Operator' | 'Installer'

const statements = z.array(z.object({ Action: z.union([z.string(), z.array(z.string())]) }))

/** What CloudWatch's console asks for to show the dashboard, which no command opens. */
export const ofDashboard = ['cloudwatch:GetDashboard', 'cloudwatch:ListDashboards']

/**
 * Actions that a policy grants for commands, without those on the key, which other services request in the caller's
 * name.
 */
export const granted = (operated: Operated, name: Policy): readonly string[] => {
  const actions = [name, 'Watcher' as const].flatMap((one) =>
    statements.parse(operated.policy(one).properties.PolicyDocument.Statement).flatMap(({ Action }) => Action),
  )
  return [...new Set(actions.filter((action) => !action.startsWith('kms:') && !ofDashboard.includes(action)))].sort()
}

type CommandLines = readonly (readonly string[])[]
/** Runs command lines with a policy and the watcher's. Returns the actions that IAM checked, output and failures. */
export const runWithPolicy = async (on: Operated, name: Policy, commands: CommandLines, typed: Typed = {}) => {
  const { cloud, ops, keyFor, target } = on
  const asked = new Set<string>()
  const stop = cloud.calls.subscribe((call) => {
    if (call.caller.kind !== 'person') return
    for (const { action } of cloud.requiredBy(call)) asked.add(action)
  })
  const as = keyFor(name)
  const [failed, printed]: [string[], string[]] = [[], []]
  for (const command of commands) {
    const { out, err, exitCode } = await ops([...command, ...target, '--yes'], { ...typed, as })
    printed.push(out)
    if (exitCode !== 0) failed.push(`${command[0]}: ${err.trim()}`)
  }
  stop()
  return { asked: [...asked].sort(), printed: printed.join(''), failed }
}

/** The settings of a stage, with the id that AWS has given to the line. */
export const withId = (stage: string, phoneNumberId: string): Settings => {
  const settings = readSettings(stage)
  return {
    ...settings,
    lines: settings.lines.map((one) =>
      one.carrier === 'aws' && one.number === line ? { ...one, phoneNumberId } : one,
    ),
  }
}

/** The names of what whoever watches runs on a stage; a card needs none. */
export const watcherCommands = commands['Whoever watches']
  .map((declare) => declare({} as Parameters<typeof declare>[0], operations).name())
  .filter((name) => name !== 'card')

/** What whoever watches types; a new stage has no month that is over. */
export const watching = watcherCommands.map((name) =>
  name === 'report' ? [name, new Date().toISOString().slice(0, 7)] : [name],
)

/** A time at which bookings can fall into two months, so that both are read. */
export const lastEvening = () => Date.parse('2026-11-30T22:30:00Z')

/** An operator may run every command but attach and rehearse, and is granted no action that none of them needs. */
export const expectOperatorSuffices = async (operated: Operated): Promise<void> => {
  const { outputs, owner } = operated.cloud
  const [sender, other, gone] = [stranger(), stranger(), stranger()]
  await operated.decisionOn(sender)
  await operated.decisionOn(gone, 'STOP')
  for (const output of ['RepliesDeadLettersUrl', 'SubscriptionDeadLettersUrl'])
    await owner.sqs.send(new SendMessageCommand({ QueueUrl: outputs[output], MessageBody: 'dead' }))
  const { asked, failed } = await runWithPolicy(operated, 'Operator', [
    ...watching,
    ...[['pause'], ['show', sender], ['resume']],
    ...[`block ${other} --for 1h`, `unblock ${other}`, `opt-in ${other}`, `forget ${other}`].map((one) =>
      one.split(' '),
    ),
    // Of whom only the opt-out is kept.
    ['forget', gone],
    ...[['dead-letters'], ['dead-letters', 'redrive'], ['doctor']],
  ])
  // The doctor reports that no line is attached. Its dry run needs the permission to send, which only an installer has.
  const complaint = /^doctor: To be done: [1-9]; could not be checked: [1-9]\.$/
  expect(failed).toEqual([expect.stringMatching(complaint)])
  const later = await runWithPolicy(operated, 'Operator', [['status']], { now: lastEvening })
  const needed = [...new Set([...asked, ...later.asked])].sort()
  expect(needed).toEqual([...granted(operated, 'Operator'), 'sms-voice:SendTextMessage'].sort())
}
