import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { extname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { Worker } from 'node:worker_threads'
import type { FromWorker, InvocationError, ToWorker, WorkerData } from './worker.ts'

/** The result of an invocation: the handler's return value as JSON, or the error. */
export type Invocation = { readonly payload: string } | { readonly error: InvocationError }

export type ExecutionEnvironment = ReturnType<typeof startEnvironment>

type EnvironmentOptions = {
  readonly data: WorkerData
  /** All environment variables that the handler sees. */
  readonly variables: { readonly [name: string]: string }
  readonly timeoutMs: number
  readonly log: (line: string) => void
}

/** Starts an execution environment of a function, in a worker thread. */
export const startEnvironment = ({ data, variables, timeoutMs, log }: EnvironmentOptions) => {
  const worker = startWorker(data, variables)
  for (const input of [worker.stdout, worker.stderr]) createInterface({ input }).on('line', log)

  const ready = Promise.withResolvers<FromWorker>()
  let waiting = ready
  let dead = false
  const end = (error: InvocationError): void => {
    dead = true
    waiting.resolve({ kind: 'failed', error })
    worker.terminate()
  }
  worker.on('message', (message: FromWorker) => waiting.resolve(message))
  worker.on('error', ({ name, message, stack }: Error) => end({ type: name, message, stack: stack?.split('\n') ?? [] }))
  worker.on('exit', (code) => end(exitError(code)))

  const handle = async (event: string, requestId: string): Promise<FromWorker> => {
    waiting = Promise.withResolvers()
    worker.postMessage({ requestId, event, deadline: Date.now() + timeoutMs } satisfies ToWorker)
    const timer = setTimeout(() => end(timeoutError(timeoutMs)), timeoutMs)
    const answer = await waiting.promise
    clearTimeout(timer)
    return answer
  }
  return {
    dead: () => dead,
    /** Ends the environment at once. An invocation in progress fails. */
    kill: () => end(exitError(1)),
    /** Handles an event. Never throws, because errors are part of the result. It handles one event at a time. */
    invoke: async (event: string, requestId: string): Promise<Invocation> => {
      const start = await ready.promise
      if (start.kind === 'failed') end(start.error)
      const result = start.kind === 'ready' && !dead ? await handle(event, requestId) : start
      if (result.kind === 'answered') return { payload: result.payload }
      return { error: result.kind === 'failed' ? result.error : exitError(1) }
    },
  }
}

/** Where Node caches compiled code while this process lives, so that each bundle is compiled only once. */
const compileCache = mkdtempSync(join(tmpdir(), 'anti-relou-emulator-'))
process.once('exit', () => rmSync(compileCache, { recursive: true, force: true }))

const startWorker = (workerData: WorkerData, env: EnvironmentOptions['variables']): Worker =>
  new Worker(new URL(`./worker${extname(import.meta.filename)}`, import.meta.url), {
    workerData,
    env: { ...env, NODE_COMPILE_CACHE: compileCache },
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: workerData.memoryMb },
  })

/** The error types and messages are those of Lambda. */
const exitError = (code: number): InvocationError => ({
  type: 'Runtime.ExitError',
  message: `Runtime exited with error: exit status ${code}`,
  stack: [],
})

const timeoutError = (timeoutMs: number): InvocationError => ({
  type: 'Sandbox.Timedout',
  message: `Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
  stack: [],
})
