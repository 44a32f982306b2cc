type Middleware = <Call, Answer>(next: (call: Call) => Promise<Answer>) => (call: Call) => Promise<Answer>

/** The part of an SDK client that takes middleware. */
export type SdkClient = {
  readonly middlewareStack: { readonly add: (middleware: Middleware, options: { readonly step: 'initialize' }) => void }
}

/**
 * Makes each call of a client fail after `ms`, however many attempts it makes. The timeout includes the SDK's look-up of
 * credentials, which has none of its own where it asks SSO or runs a program (its packages credential-provider-sso and -process).
 * Work that times out is abandoned, not stopped.
 */
export const addCallTimeout = (client: SdkClient, ms: number): void =>
  client.middlewareStack.add((next) => (call) => withTimeout(next(call), ms), { step: 'initialize' })

const withTimeout = <T>(work: Promise<T>, ms: number): Promise<T> => {
  const { promise: timeOut, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new CallTimeout()), ms)
  return Promise.race([work, timeOut]).finally(() => clearTimeout(timer))
}

/** Has the same name as the SDK's own timeout errors, so that both are explained alike. */
class CallTimeout extends Error {
  override readonly name = 'TimeoutError'
}
