import type { Readable } from 'node:stream'
import { HttpRequest } from '@smithy/core/protocols'
import type { NodeHttpHandlerOptions } from '@smithy/node-http-handler'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { second } from '../rules/timing.ts'

/** The timeouts of a connection and of a whole request, in milliseconds. */
export type Timeouts = { readonly connectMs: number; readonly timeoutMs: number }

type Agents = Pick<NodeHttpHandlerOptions, 'httpAgent' | 'httpsAgent'>

/**
 * Limits the time of a request and its whole response. The SDK's own timeouts end with the first bytes of a response or
 * begin anew with each chunk, and without `throwOnRequestTimeout` it logs a warning and goes on.
 */
export class TimedHandler extends NodeHttpHandler {
  readonly #timeoutMs: number

  constructor({ connectMs, timeoutMs }: Timeouts, agents: Agents = {}) {
    const times = { connectionTimeout: connectMs, requestTimeout: timeoutMs, socketTimeout: timeoutMs }
    super({ ...times, throwOnRequestTimeout: true, ...agents })
    this.#timeoutMs = timeoutMs
  }

  override async handle(...request: Parameters<NodeHttpHandler['handle']>) {
    const deadline = AbortSignal.timeout(this.#timeoutMs)
    const answer = await super.handle(...request)
    const giveUp = () => answer.response.body.destroy(deadline.reason)
    if (deadline.aborted) giveUp()
    deadline.addEventListener('abort', giveUp)
    return answer
  }
}

/** Returns options for a carrier without idempotency tokens: one attempt, on a new connection: old ones may be dead. */
export const oneAttempt = (timeouts: Timeouts) => ({
  requestHandler: new TimedHandler(timeouts, { httpAgent: { keepAlive: false }, httpsAgent: { keepAlive: false } }),
  maxAttempts: 1,
})

/** Asks an address that nobody depends on, for two seconds. Follows no redirect, reads no answer, and never throws. */
export const askInPassing = async (url: string): Promise<void> => {
  const asked = fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(2 * second) })
  await asked.then(({ body }) => body?.cancel()).catch(() => {})
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A request to a service that is not AWS's. `url` is sent as it is written. */
export type Request = {
  readonly method: Method
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** The response to a request. `readBody` throws if the body comes late or is too long. */
export type Answer = { readonly status: number; readonly readBody: () => Promise<string> }

/** Sends a request once. Throws if no response comes in time. Follows no redirects: nobody else may see its keys. */
export const requestOnce = async ({ method, url, headers, body }: Request, timeouts: Timeouts): Promise<Answer> => {
  const { protocol, hostname, port, pathname, search, host } = new URL(url)
  // This is the AWS SDK's HTTP client, because it is already known which of its errors prove that no request was made.
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: `${pathname}${search}`,
    // A body is JSON unless its headers say otherwise.
    headers: { ...(body !== undefined && jsonHeaders(body)), ...headers, host },
    body,
  })
  const { response } = await oneAttempt(timeouts).requestHandler.handle(request)
  return { status: response.statusCode, readBody: () => textOf(response.body) }
}

/** The most bytes of a body that are read: some 450,000 ids of OVHcloud's, far more than anything else. */
const longestBody = 5_000_000

/** However reading ends, the connection ends with it. */
const textOf = async (body: Readable): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of body) {
    bytes += chunk.length
    if (bytes > longestBody) throw new RangeError('The response is too long')
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString()
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})
