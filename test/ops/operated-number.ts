import { setTimeout as delay } from 'node:timers/promises'

import type { Account } from '../../local/account.ts'
import { startCloudWatch } from '../../local/cloudwatch/cloudwatch.ts'
import type { AccessKey } from '../../local/iam/credentials.ts'
import { managedPolicy } from '../../local/iam/resources.ts'
import { createClients } from '../../ops/clients.ts'
import { runOps } from '../../ops/run.ts'
import type { Settings } from '../../settings/schema.ts'
import { startNumber } from '../e2e/running-number.ts'

export const line = '+32460000000'
/** The line of the stage `example`. */
export const exampleLine = '+393990000000'

type Typed = {
  /** On standard input. */
  readonly input?: string
  /** What a person answers to a question, or does instead; without it there is no person. */
  readonly answer?: string | (() => Promise<string>)
  /** Whose credentials it runs with; the owner's by default. */
  readonly as?: AccessKey
  /** Hears what a person is told while the command goes on. */
  readonly hear?: (sentence: string) => void
  /** Happens whenever the command waits, for so many milliseconds. */
  readonly meanwhile?: (ms: number) => Promise<unknown>
  /** Its environment. */
  readonly variables?: { readonly [name: string]: string }
  /** What the command takes the time to be. */
  readonly now?: () => number
}

type Surroundings = {
  /** Where carriers have their services that are none of AWS, if not in its own cloud. */
  readonly localEndpoint?: string
  /** The settings that its stack was deployed with, if they have changed since. */
  readonly deployed?: Settings
}

/** The number of a stage in an embedded cloud with a CloudWatch, and the command line that operates it. */
export const startOperated = async (
  account: Partial<Account> = {},
  stage = 'local',
  { localEndpoint, deployed }: Surroundings = {},
) => {
  const settings = deployed && { settings: deployed }
  const number = await startNumber(5, {
    account: { numbers: [line], ...account },
    stage,
    ...settings,
  })
  const { cloud } = number
  const cloudWatch = startCloudWatch(cloud)
  const owner = { accessKeyId: 'owner', secretAccessKey: 'owner' }

  const ops = async (
    given: readonly string[],
    { input, answer, hear, as = owner, meanwhile = () => delay(150), variables = {}, now = Date.now }: Typed = {},
  ) => {
    const said = { out: '', err: '', asked: '' }
    const { args, input: typed } = typedIn(given)
    const exitCode = await runOps(args, {
      connect: () => createClients({ region: cloud.region, endpoint: cloud.endpoint, credentials: as }),
      localEndpoint: () => localEndpoint ?? cloud.endpoint,
      variable: (name) => variables[name],
      print: (text) => {
        said.out += `${text}\n`
      },
      complain: (text) => {
        said.err += `${text}\n`
        hear?.(text)
      },
      readInput: async () => input ?? typed,
      ...(answer !== undefined && {
        ask: async (question: string) => {
          said.asked += question
          return typeof answer === 'function' ? answer() : answer
        },
      }),
      onlyStage: () => stage,
      now,
      wait: async (ms) => {
        await meanwhile(ms)
      },
    })
    return { exitCode, ...said }
  }
  return {
    ...number,
    ops,
    /** The options that lead a command line to it, and to its stand-ins rather than what they stand in for. */
    target: ['--local', '--stage', stage],
    /** One of the template's policies for people. */
    policy: (name: 'Watcher' | 'Operator' | 'Installer') => {
      const found = cloud.stack.all(managedPolicy).find(({ logicalId }) => logicalId.startsWith(name))
      if (found === undefined) throw new Error(`The template has no policy ${name}`)
      return found
    },
    /** What a command reports to programs; it must succeed. */
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

/** A sender's number among arguments, as tests write it, is what a person types: commands take none. */
export const typedIn = (args: readonly string[]) => {
  const [command = '', sender = '', ...others] = args
  const isTyped = ['show', 'block', 'unblock', 'opt-in', 'forget', 'try'].includes(command) && sender.startsWith('+')
  return isTyped ? { args: [command, ...others], input: sender } : { args, input: '' }
}

let senders = 0
/** Somebody nobody has heard of, of another block of Belgian numbers than the others. */
export const stranger = (): string => `+3247${String(2200 + senders++).padStart(4, '0')}321`
