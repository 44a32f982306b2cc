type Middleware = <Call, Answer>(next: (call: Call) => Promise<Answer>) => (call: Call) => Promise<Answer>

/** What every client of the SDK has. */
export type SdkClient = {
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: { readonly step: 'initialize' }) => void }
}

/**
 * Has every call of a client end by then, with all its attempts. Before the first one the SDK looks up credentials, without an end where it
 * asks SSO or a program (its packages credential-provider-sso and -process); what hangs there is left to itself.
 */
export const addCallTimeout = (client: SdkClient, ms: number): void =>
  client.middlewareStack.add((next) => (call) => withTimeout(next(call), ms), { step: 'initialize' })

const withTimeout = <T>(work: Promise<T>, ms: number): Promise<T> => {
  const { promise: timeOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new CallTimeout()), ms)
  return Promise.race([work, timeOut]).finally(() => clearTimeout(timer))
}

/** Has the name that the SDK gives to time-outs of its own. */
class CallTimeout extends Error {
  override readonly name = 'TimeoutError'
}
