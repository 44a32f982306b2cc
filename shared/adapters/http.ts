import { addAbortSignal, type Readable } from 'node:stream'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { oneAttempt } from './lambda.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** A request to a service that is not AWS's. `url` is sent as it is written; `body` is JSON. */
export type Request = {
  readonly method: Method
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string | undefined
}

/** The timeouts of a connection and of a whole request, in milliseconds. */
export type Timeouts = { readonly connectMs: number; readonly timeoutMs: number }

/**
 * The response to a request. The status is known even if reading the body fails, which throws if the body doesn't arrive in time, or is too
 * long.
 */
export type Answer = { readonly status: number; readonly readBody: () => Promise<string> }

/** Sends a request once. Follows no redirects, because nobody else may see its keys. Throws if there is no response in time. */
export const requestOnce = async (
  { method, url, headers, body }: Request,
  { connectMs, timeoutMs }: Timeouts,
): Promise<Answer> => {
  const { protocol, hostname, port, pathname, search, host } = new URL(url)
  // This is the AWS SDK's HTTP client, because it is already known which of its errors prove that no request was made.
  const client = new NodeHttpHandler(oneAttempt(timeoutMs, connectMs).requestHandler)
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: `${pathname}${search}`,
    headers: { ...headers, host, ...(body !== undefined && jsonHeaders(body)) },
    body,
  })
  const abortSignal = AbortSignal.timeout(timeoutMs)
  const { response } = await client.handle(request, { abortSignal })
  return { status: response.statusCode, readBody: () => textOf(response.body, abortSignal) }
}

/**
 * The most bytes of a response that are read, of a server that isn't AWS's. They are some 450,000 ids of a list of OVHcloud's, for which a
 * function with 256 MB has room, and far more than any other response that we ask for.
 */
const longestBody = 5_000_000

/** However reading ends, the connection ends with it. */
const textOf = async (body: Readable, signal: AbortSignal): Promise<string> => {
  const chunks: Buffer[] = []
  let bytes = 0
  try {
    for await (const chunk of addAbortSignal(signal, body)) {
      bytes += chunk.length
      if (bytes > longestBody) throw new RangeError('The response is too long')
      chunks.push(chunk)
    }
    return Buffer.concat(chunks).toString()
  } catch (error) {
    // When the timeout closes a connection, the error says only that it was closed.
    signal.throwIfAborted()
    throw error
  }
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})
