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
