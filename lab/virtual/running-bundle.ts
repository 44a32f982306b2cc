import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import type { SQSBatchResponse, SQSRecord } from 'aws-lambda'

import { bundleFolder } from '../../cdk/bundles.ts'
import type { FunctionName } from './stage.ts'

/** What a test and the worker thread of a bundle tell each other. */
export type ToBundle =
  | { readonly kind: 'invoke'; readonly event: string }
  | { readonly kind: 'tick' | 'look' | 'flush' }

export type FromBundle =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly result: string }
  | { readonly kind: 'looked'; readonly isAsking: boolean; readonly nextTimerAt: number }

/** The line that a worker writes when it is asked to flush: everything that it wrote before has been read then. */
export const endOfLog = 'end of log'

/** An execution environment that runs a function's bundle, built for AWS lines, on a clock that the test moves. */
export type RunningBundle = {
  readonly isBusy: () => boolean
  /** Handles a batch. `isBusy` until the handler has returned. */
  readonly invoke: (Records: readonly SQSRecord[], then: (response: SQSBatchResponse) => void) => void
  /** Resolves when the handler has returned, or waits for time to pass. Returns the time at which it goes on by itself. */
  readonly rest: () => Promise<number>
  /** Runs the timers that are due. */
  readonly tick: () => void
  /** Resolves when everything that the bundle has printed was logged. */
  readonly flush: () => Promise<void>
  readonly stop: () => Promise<number>
}

type Options = {
  readonly variables: Readonly<Record<string, string>>
  readonly clock: SharedArrayBuffer
  readonly log: (line: string) => void
}

export const startBundle = async (name: FunctionName, { variables, clock, log }: Options): Promise<RunningBundle> => {
  const worker = new Worker(new URL('./bundle-worker.ts', import.meta.url), {
    workerData: { entry: `file://${bundleFolder(name)}/index.mjs`, clock },
    env: { ...variables },
    execArgv: [],
    stdout: true,
    stderr: true,
  })
  let flushed: (() => void) | undefined
  for (const input of [worker.stdout, worker.stderr])
    createInterface({ input }).on('line', (line) => (line === endOfLog ? flushed?.() : log(line)))
  const failed = new Promise<never>((_, reject) => worker.once('error', reject))
  let answered: ((response: SQSBatchResponse) => void) | undefined
  let looked: ((state: FromBundle & { readonly kind: 'looked' }) => void) | undefined
  const ready = new Promise<void>((resolve) => {
    worker.on('message', (message: FromBundle) => {
      if (message.kind === 'ready') resolve()
      else if (message.kind === 'looked') looked?.(message)
      else {
        const then = answered
        answered = undefined
        then?.(JSON.parse(message.result))
      }
    })
  })
  const tell = (message: ToBundle) => worker.postMessage(message)
  const look = () =>
    new Promise<FromBundle & { readonly kind: 'looked' }>((resolve) => {
      looked = resolve
      tell({ kind: 'look' })
    })
  await Promise.race([ready, failed])
  return {
    isBusy: () => answered !== undefined,
    invoke: (Records, then) => {
      answered = then
      tell({ kind: 'invoke', event: JSON.stringify({ Records }) })
    },
    rest: async () => {
      // A request that has just begun or ended may not show yet, so it must rest twice in a row.
      for (let rests = 0; answered !== undefined; ) {
        const { isAsking, nextTimerAt } = await Promise.race([look(), failed])
        rests = isAsking ? 0 : rests + 1
        if (rests === 5 && Number.isFinite(nextTimerAt)) return nextTimerAt
      }
      return Number.POSITIVE_INFINITY
    },
    tick: () => tell({ kind: 'tick' }),
    flush: () =>
      new Promise((resolve) => {
        flushed = resolve
        tell({ kind: 'flush' })
      }),
    stop: () => worker.terminate(),
  }
}
