/** The thread of an execution environment, which loads a bundle once, and then handles one event at a time. */
import { flushCompileCache } from 'node:module'
import { parentPort, workerData } from 'node:worker_threads'

export type WorkerData = {
  /** The URL of the bundle, and the name of the handler among its exports. */
  readonly entry: string
  readonly exportName: string
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMb: number
}

/** An event, as JSON, and the time in milliseconds at which the handler times out. */
export type ToWorker = { readonly requestId: string; readonly event: string; readonly deadline: number }

export type InvocationError = { readonly type: string; readonly message: string; readonly stack: readonly string[] }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: InvocationError }

const { entry, exportName, functionName, functionArn, memoryMb }: WorkerData = workerData

const tell = (message: FromWorker): void => parentPort?.postMessage(message)

/** Converts an error to a message for the main thread, with the fields that Lambda's runtime reports. */
const report = (error: unknown): FromWorker =>
  error instanceof Error
    ? { kind: 'failed', error: { type: error.name, message: error.message, stack: error.stack?.split('\n') ?? [] } }
    : { kind: 'failed', error: { type: typeof error, message: String(error), stack: [] } }

const contextOf = ({ requestId, deadline }: ToWorker) => ({
  awsRequestId: requestId,
  functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: functionArn,
  memoryLimitInMB: String(memoryMb),
  logGroupName: process.env['AWS_LAMBDA_LOG_GROUP_NAME'],
  logStreamName: process.env['AWS_LAMBDA_LOG_STREAM_NAME'],
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
})

const start = async (): Promise<void> => {
  // This is not among the variables of the function, so its handler must not see it.
  delete process.env['NODE_COMPILE_CACHE']
  const bundle = await import(entry)
  flushCompileCache()
  const handler: unknown = bundle[exportName]
  if (typeof handler !== 'function') throw new TypeError(`${exportName} is not a function that the bundle exports`)
  parentPort?.on('message', async (message: ToWorker) => {
    try {
      const result: unknown = await handler(JSON.parse(message.event), contextOf(message))
      tell({ kind: 'answered', payload: JSON.stringify(result) ?? 'null' })
    } catch (error) {
      tell(report(error))
    }
  })
  tell({ kind: 'ready' })
}

start().catch((error: unknown) => tell(report(error)))
