import { createInterface } from 'node:readline/promises'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { STSClient } from '@aws-sdk/client-sts'
import { defaultAwsPort, onlyOwnStage, portOf } from '../settings/read.ts'
import { readVersion } from '../settings/version.ts'
import { requestOnce } from '../shared/adapters/http.ts'
import { second } from '../shared/rules/timing.ts'
import { createClients } from './clients.ts'
import type { Machine } from './machine.ts'
import { runOps } from './run.ts'

const { stdin, stdout, stderr, env, argv } = process

const localEndpoint = () => `http://127.0.0.1:${portOf('AWS_PORT', env['AWS_PORT'], defaultAwsPort)}`

const download: Machine['download'] = async (url) => {
  const { status, readBody } = await requestOnce(
    { method: 'GET', url, headers: {} },
    { connectMs: 1000, timeoutMs: 3000 },
  )
  if (status !== 200) throw new Error(`HTTP ${status}`)
  return readBody()
}

/** The emulator accepts any credentials. With these the SDK looks for no others. */
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }

const ask = async (question: string): Promise<string> => {
  const terminal = createInterface({ input: stdin, output: stderr })
  terminal.on('SIGINT', interrupted)
  return terminal.question(question).finally(() => terminal.close())
}

/** Ctrl-C ends every command in the way that shells expect: with 128 and the number of the signal. */
const interrupted = (): never => {
  stderr.write('\n')
  process.exit(130)
}
process.on('SIGINT', interrupted)

const machine: Machine = {
  connect: ({ region, local }) => createClients({ region, ...(local && { endpoint: localEndpoint(), credentials }) }),
  localEndpoint,
  locale: new Intl.NumberFormat().resolvedOptions().locale,
  variable: (name) => env[name],
  region: () => new STSClient({}).config.region().catch(() => undefined),
  download,
  settingsFolder: new URL('../settings/', import.meta.url),
  version: readVersion(),
  platform: `${process.platform} ${process.arch}, Node ${process.versions.node}`,
  print: (text) => stdout.write(text),
  complain: (line) => stderr.write(`${line}\n`),
  readInput: (question) => (stdin.isTTY ? ask(question) : text(stdin)),
  ...(stdin.isTTY && { ask }),
  onlyStage: () => onlyOwnStage(),
  now: Date.now,
  wait: (ms) => setTimeout(ms),
}

// If the reader of the output closes the pipe, as `| head` does, the program ends without an error.
for (const stream of [stdout, stderr]) stream.on('error', () => process.exit())

// npm takes options for itself unless two dashes come first.
if (env['npm_config_stage'] !== undefined || env['npm_config_region'] !== undefined) {
  machine.complain('npm took an option for its own; two dashes hand it on: npm run ops -- status --stage prod.')
  process.exitCode = 2
} else process.exitCode = await runOps(argv.slice(2), machine)

// Abandoned work, such as a look-up of credentials that timed out, must not keep the process running.
setTimeout(1 * second, undefined, { ref: false }).then(() => process.exit())
