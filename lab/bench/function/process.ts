import { fork } from 'node:child_process'
import { closeSync, fstatSync, openSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { SQSEvent } from 'aws-lambda'

import { createConversation } from '../conversation.ts'

/** Events to handle, in `atOnce` concurrent invocations. */
export type ToFunction = { readonly events: readonly SQSEvent[]; readonly atOnce: number }

/** What handling the events took, and the heap after it. */
export type FromFunction = {
  /** Ids of the messages that the function reported as not done. */
  readonly unfinished: readonly string[]
  readonly tookMs: number
  readonly cpuMs: number
  readonly heapBytes: number
}

export type Variables = { readonly [name: string]: string }

/** A process that runs one function's bundle. */
export type FunctionProcess = {
  readonly handle: (events: readonly SQSEvent[], atOnce: number) => Promise<FromFunction>
  /** The bytes that it has logged so far. */
  readonly loggedBytes: () => number
  readonly stop: () => void
}

export const startFunction = async (bundle: string, variables: Variables): Promise<FunctionProcess> => {
  const logFile = join(tmpdir(), `anti-relou-bench-${process.pid}-${processes++}.log`)
  const log = openSync(logFile, 'w')
  const child = fork(fileURLToPath(new URL('./main.ts', import.meta.url)), [bundle], {
    env: { ...variables },
    execArgv: ['--expose-gc'],
    stdio: ['ignore', log, 'inherit', 'ipc'],
  })
  const { hear, ask } = createConversation<ToFunction, FromFunction>(child)
  await hear()
  return {
    handle: (events, atOnce) => ask({ events, atOnce }),
    loggedBytes: () => fstatSync(log).size,
    stop: () => {
      child.kill()
      closeSync(log)
      rmSync(logFile)
    },
  }
}

let processes = 0
