import { execFile } from 'node:child_process'
import { statSync } from 'node:fs'
import { promisify } from 'node:util'

import { importTimesMs } from '../../../cdk/import-time.ts'
import { startCloud } from '../cloud.ts'
import { type Contender, line } from '../contenders.ts'
import type { Variables } from '../function/process.ts'
import { type Measured, measured } from '../statistics.ts'
import { textRecord } from '../texts.ts'
import { newSenders } from './senders.ts'

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
  latencyMs: number,
  runs: number,
): Promise<readonly Start[]> => {
  const cloud = await startCloud(
    contenders.flatMap(({ tables }) => tables),
    latencyMs,
  )
  const modules = contenders.map(({ bundles, variables }) => ({
    file: bundles.receive,
    variables: variables(cloud.endpoint),
  }))
  const importTimes = importTimesMs(modules, runs)
  const rounds: (readonly number[])[] = []
  for (let run = 0; run < runs; run++) {
    const round: number[] = []
    for (const { file, variables } of modules) round.push(await firstReplyMs(file, variables, newSenders(1)))
    rounds.push(round)
  }
  await cloud.stop()
  return contenders.map(({ name, bundles }, i) => ({
    contender: name,
    bytes: { receive: statSync(bundles.receive).size, send: statSync(bundles.send).size },
    importMs: measured(importTimes[i] ?? []),
    firstReplyMs: measured(rounds.map((round) => round[i] ?? Number.NaN)),
  }))
}

/** Prints to stderr how old the process is, in milliseconds, when its first text has been handled. The function itself logs to stdout. */
const program = `
const { handler } = await import(process.env.BUNDLE)
const { batchItemFailures } = await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 })
if (batchItemFailures.length > 0) throw new Error('The text was not handled')
console.error(performance.now())
process.exit()`

const firstReplyMs = async (bundle: string, variables: Variables, senders: readonly string[]): Promise<number> => {
  const EVENT = JSON.stringify({ Records: senders.map((sender) => textRecord(sender, line)) })
  const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
    env: { ...variables, BUNDLE: `file://${bundle}`, EVENT },
  })
  return Number(stderr)
}
