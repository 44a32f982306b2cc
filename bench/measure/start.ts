import { spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'

import { importTimesMs } from '../../cdk/import-time.ts'
import { type Contender, line } from '../contenders.ts'
import { type Measured, measured } from '../statistics.ts'
import { startCloud } from '../stub/cloud.ts'
import { textRecord } from '../texts.ts'
import { newSenders } from './senders.ts'
import type { Store } from './speed.ts'

/** What a cold start of the receiving function takes. */
export type Start = {
  readonly contender: Contender['name']
  readonly bytes: { readonly receive: number; readonly send: number }
  readonly importMs: Measured
  /** From the start of the process until its first reply is on the queue. */
  readonly firstReplyMs: Measured
}

export const measureStart = async (
  contenders: readonly Contender[],
  store: Store,
  runs: number,
): Promise<readonly Start[]> => {
  const cloud = await startCloud(
    store,
    contenders.flatMap(({ tables }) => tables),
  )
  const modules = contenders.map(({ bundles, variables }) => ({
    file: bundles.receive,
    variables: variables(cloud.endpoint),
  }))
  const importTimes = importTimesMs(modules, runs)
  const rounds = Array.from({ length: runs }, () =>
    modules.map(({ file, variables }) => firstReplyMs(file, variables, newSenders(1))),
  )
  cloud.stop()
  return contenders.map(({ name, bundles }, i) => ({
    contender: name,
    bytes: { receive: statSync(bundles.receive).size, send: statSync(bundles.send).size },
    importMs: measured(importTimes[i] ?? []),
    firstReplyMs: measured(rounds.map((round) => round[i] ?? Number.NaN)),
  }))
}

/** Says on the error output how old the process is when its first text has been handled: the other output is the function's. */
const program = `
const { handler } = await import(process.env.BUNDLE)
const { batchItemFailures } = await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 })
if (batchItemFailures.length > 0) throw new Error('The text was not handled')
console.error(performance.now())
process.exit()`

const firstReplyMs = (
  bundle: string,
  variables: { readonly [name: string]: string },
  senders: readonly string[],
): number => {
  const EVENT = JSON.stringify({ Records: senders.map((sender) => textRecord(sender, line)) })
  const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...variables, BUNDLE: `file://${bundle}`, EVENT },
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`The first text ended with ${status}: ${stderr}`)
  return Number(stderr)
}
