/** What a worker is started with. */
export type WorkerData = {
  /** The URL of the bundle, and the name of the handler that it exports. */
  readonly entry: string
  readonly exportName: string
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMb: number
}

/** One event, as JSON, and the time in milliseconds until which it must have been handled. */
export type ToWorker = { readonly requestId: string; readonly event: string; readonly deadline: number }

export type InvocationError = { readonly type: string; readonly message: string; readonly stack: readonly string[] }

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'answered'; readonly payload: string }
  | { readonly kind: 'failed'; readonly error: InvocationError }

/** Tells Node where to keep what it has compiled; functions don't see it. */
export const compileCacheVariable = 'NODE_COMPILE_CACHE'
