import { readSettings } from '../settings/read.ts'
import { Refusal, UsageError } from '../settings/refusal.ts'
import { serviceName } from '../shared/rules/telemetry.ts'
import type { Clients } from './clients.ts'
import { type Deployment, openDeployment, type Place } from './deployment.ts'
import { senderNumber } from './phone-number.ts'

/** What the command line needs of the machine it runs on. */
export type Machine = {
  /** Clients for a region of AWS, or for `npm start` on this machine. */
  readonly connect: (target: { readonly region: string; readonly local: boolean }) => Clients
  /** Where `npm start` has its AWS. */
  readonly localEndpoint: () => string
  /** An environment variable. */
  readonly variable: (name: string) => string | undefined
  readonly print: (text: string) => void
  readonly complain: (text: string) => void
  /** Everything on standard input; on a terminal, one line. */
  readonly readInput: () => Promise<string>
  /** Asks a person; there is nobody to ask when this is no terminal. */
  readonly ask?: (question: string) => Promise<string>
  /** The stage that is meant when none is named, if there is no doubt. */
  readonly onlyStage: () => string | undefined
  readonly now: () => number
  readonly wait: (ms: number) => Promise<void>
}

/** The command that is carried out, and the options that every command has. */
export type Options = {
  readonly command: string
  readonly stage?: string | undefined
  readonly local?: boolean | undefined
  readonly json?: boolean | undefined
  readonly yes?: boolean | undefined
}

/** What a command works with. */
export type CommandContext = {
  readonly place: () => Place
  readonly open: () => Promise<Deployment>
  /**
   * A number in E.164, a sender's unless `parse` reads another kind: the argument, or what is typed or on standard input if that is
   * missing or `-`.
   */
  readonly number: (argument: string | undefined, parse?: (typed: string) => string) => Promise<string>
  /** Returns if the change is wanted; throws a `Refusal` if it isn't, or if there is nobody to ask. */
  readonly confirm: (place: Place, question: string) => Promise<void>
  /** Tells a person something while a command goes on. */
  readonly tell: (sentence: string) => void
  /** Prints what was found: for people, or as JSON for programs. */
  readonly report: <T>(found: T, print: (found: T) => string) => void
}

export const createCommandContext = (machine: Machine, options: () => Options): CommandContext => {
  const place = (): Place => {
    const { local = false, command } = options()
    const stage = stageOf(machine, options())
    const settings = readSettings(stage)
    const { localEndpoint, variable, now, wait } = machine
    const aws = machine.connect({ region: settings.region, local })
    const stackName = serviceName(stage)
    return { stage, local, stackName, command, settings, aws, localEndpoint, variable, now, wait }
  }
  return {
    place,
    open: () => openDeployment(place()),
    number: async (argument = '-', parse = senderNumber) =>
      parse(argument === '-' ? await machine.readInput() : argument),
    // It names the stack, since npm keeps --local for itself where the two dashes are missing.
    confirm: async ({ stackName }, question) => {
      if (options().yes === true) return
      if (machine.ask === undefined)
        throw new Refusal(`${stackName}: ${question} There is nobody to ask: add --yes if that is what you want.`)
      const answer = await machine.ask(`${stackName}: ${question} [y/N] `)
      if (!/^y(es)?$/i.test(answer.trim())) throw new Refusal('Nothing was changed.')
    },
    tell: machine.complain,
    report: (found, print) => machine.print(options().json === true ? JSON.stringify(found, null, 2) : print(found)),
  }
}

const stageOf = ({ onlyStage }: Machine, { stage, local }: Options): string => {
  const meant = stage ?? (local === true ? 'local' : onlyStage())
  if (meant !== undefined) return meant
  throw new UsageError(
    'Which stage? Add --stage <name>, for which there is a settings/<name>.json, or --local for npm start.',
  )
}
