import { parseArgs } from 'node:util'
import { defaultAwsPort, portOf } from '../settings/read.ts'
import { Refusal } from '../settings/refusal.ts'

export type Options = {
  readonly stage: string
  /** The port of the page and its API. */
  readonly port: number
  /** The port of the AWS endpoint. */
  readonly awsPort: number
}

export const help = `npm start -- [--stage <name>]

Runs a stage on this machine: a page with phones, its dashboard and its alarms, and an AWS for the command line.

  --stage <name>   one of settings/<name>.json; local if left out
  PORT=4000        where the page is
  AWS_PORT=${defaultAwsPort}    where AWS is: npm run ops -- status --local, with the same AWS_PORT

The page, its dashboard and its alarms are in the operatorLanguage of the settings. Most stages that come with the
project have none: theirs is that of this machine, as in LC_ALL=fr npm start.

Ctrl-C ends it. Everything is in memory.`

/** Reads the command line and the environment. Throws a `Refusal` for unknown options and invalid ports. */
export const readOptions = (args: readonly string[], environment: NodeJS.ProcessEnv): Options | 'help' => {
  const { stage, help } = typed(args)
  if (help) return 'help'
  if (environment['npm_config_stage'] !== undefined)
    throw new Refusal('npm took --stage for an option of its own; two dashes hand it on: npm start -- --stage example.')
  const port = portOf('PORT', environment['PORT'], 4000)
  const awsPort = portOf('AWS_PORT', environment['AWS_PORT'], defaultAwsPort)
  if (port === awsPort && port !== 0) throw new Refusal(`PORT and AWS_PORT are both ${port}, but must differ.`)
  return { stage, port, awsPort }
}

const typed = (args: readonly string[]) => {
  try {
    const stage = { type: 'string', default: 'local' } as const
    const help = { type: 'boolean', short: 'h', default: false } as const
    return parseArgs({ args: [...args], options: { stage, help } }).values
  } catch {
    throw new Refusal(
      `The options ${args.join(' ')} are not understood: there are --stage <name> and --help, as in npm start -- --stage example.`,
    )
  }
}
