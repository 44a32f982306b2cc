import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'

import { defaultAwsPort, onlyOwnStage, portOf } from '../settings/read.ts'
import { second } from '../shared/rules/timing.ts'
import { createClients } from './clients.ts'
import type { Machine } from './command-context.ts'
import { runOps } from './run.ts'

const { stdin, stdout, stderr, env, argv } = process

/** The address of the embedded cloud of `npm start`. */
const localEndpoint = () => `http://127.0.0.1:${portOf('AWS_PORT', env['AWS_PORT'], defaultAwsPort)}`

/** The embedded cloud accepts any credentials. With these the SDK looks for no others. */
const localCloud = () => ({
  endpoint: localEndpoint(),
  credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
})

const ask = async (question: string): Promise<string> => {
  const terminal = createInterface({ input: stdin, output: stderr })
  return terminal.question(question).finally(() => terminal.close())
}

const machine: Machine = {
  connect: ({ region, local }) => createClients({ region, ...(local && localCloud()) }),
  localEndpoint,
  variable: (name) => env[name],
  print: (line) => stdout.write(`${line}\n`),
  complain: (line) => stderr.write(`${line}\n`),
  readInput: () => (stdin.isTTY ? ask('The number, with its country code: ') : text(stdin)),
  ...(stdin.isTTY && { ask }),
  onlyStage: () => onlyOwnStage(),
  now: Date.now,
  wait: (ms) => setTimeout(ms),
}

// If the reader of the output closes the pipe, as `| head` does, the program ends without an error.
for (const stream of [stdout, stderr]) stream.on('error', () => process.exit())

// npm takes options for itself unless two dashes come first.
if (env['npm_config_stage'] !== undefined) {
  machine.complain('npm took an option for its own; two dashes hand it on: npm run ops -- status --stage prod.')
  process.exitCode = 2
} else process.exitCode = await runOps(argv.slice(2), machine)

// Abandoned work, such as a look-up of credentials that timed out, must not keep the process running.
setTimeout(1 * second, undefined, { ref: false }).then(() => process.exit())
