import { createClients } from '../../ops/clients.ts'
import type { Machine } from '../../ops/command-context.ts'
import { runOps } from '../../ops/run.ts'
import { nowhere } from './answering-servers.ts'

/** Runs a command line on a machine that by default has no connection to AWS and no input. Returns what it prints. */
export const runOn = async (machine: Partial<Machine>, args: readonly string[]) => {
  const said = { out: '', complaints: [] as string[] }
  const exitCode = await runOps(args, {
    connect: ({ region }) => createClients({ region, endpoint: nowhere }),
    localEndpoint: () => nowhere,
    variable: () => undefined,
    print: (text) => {
      said.out += text
    },
    complain: (text) => said.complaints.push(text),
    readInput: async () => '',
    onlyStage: () => 'local',
    now: Date.now,
    wait: async () => {},
    ...machine,
  })
  return { exitCode, out: said.out, err: said.complaints.join('\n') }
}
