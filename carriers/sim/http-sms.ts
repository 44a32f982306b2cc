import type { Readable } from 'node:stream'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'

import { oneAttempt } from '../../shared/adapters/clients.ts'

/**
 * The address of httpSMS's API, such as `https://api.httpsms.com`, the API key of an account, and the timeouts of a connection
 * and of a whole request in milliseconds.
 */
export type HttpSmsAccess = {
  readonly url: string
  readonly apiKey: string
  readonly connectMs: number
  readonly timeoutMs: number
}

export type HttpSmsRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/**
 * The response to a request. The status is known even if reading the body fails, which throws if the body doesn't arrive in time.
 */
export type HttpSmsAnswer = { readonly status: number; readonly readBody: () => Promise<string> }

/**
 * Sends a request to httpSMS, once. Follows no redirects, because nobody else may see the key. Throws if there is no response in
 * time.
 */
export const askHttpSms = async (
  { url, apiKey, connectMs, timeoutMs }: HttpSmsAccess,
  { method, path, query = {}, body }: HttpSmsRequest,
): Promise<HttpSmsAnswer> => {
  const { protocol, hostname, port, pathname, host } = new URL(url)
  // This is the AWS SDK's HTTP client, because it is already known which of its errors prove that no request was made.
  const client = new NodeHttpHandler(oneAttempt(timeoutMs, connectMs).requestHandler)
  const json = body === undefined ? undefined : JSON.stringify(body)
  const request = new HttpRequest({
    method,
    protocol,
    hostname,
    ...(port !== '' && { port: Number(port) }),
    path: `${pathname.replace(/\/$/, '')}${path}`,
    query,
    headers: { 'x-api-key': apiKey, host, ...(json !== undefined && jsonHeaders(json)) },
    body: json,
  })
  const abortSignal = AbortSignal.timeout(timeoutMs)
  const { response } = await client.handle(request, { abortSignal })
  return { status: response.statusCode, readBody: () => textOf(response.body, abortSignal) }
}

const textOf = async (body: Readable, signal: AbortSignal): Promise<string> => {
  try {
    return Buffer.concat(await body.toArray({ signal })).toString()
  } catch (error) {
    body.destroy()
    // When the timeout closes a connection, the error says only that it was closed.
    signal.throwIfAborted()
    throw error
  }
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})
