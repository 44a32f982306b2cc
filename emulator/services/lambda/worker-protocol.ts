/** The data with which a worker thread is started. */
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

/** The environment variable for the folder of Node's compile cache. Handlers don't see it. */
export const compileCacheVariable = 'NODE_COMPILE_CACHE'
