import type { Readable } from 'node:stream'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'

import { newConnection, within } from '../../shared/adapters/clients.ts'

/** Where the API of httpSMS is, hosted or one's own, such as `https://api.httpsms.com`; the key of an account; how long an answer may take. */
export type HttpSmsAccess = { readonly url: string; readonly apiKey: string; readonly timeoutMs: number }

export type HttpSmsRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** A status says what became of a request, whatever becomes of the body; reading that throws if it doesn't come in time. */
export type HttpSmsAnswer = { readonly status: number; readonly readBody: () => Promise<string> }

/** Asks httpSMS once, and follows it nowhere else: elsewhere the key has no business. Throws if there is no answer in time. */
export const askHttpSms = async (
  { url, apiKey, timeoutMs }: HttpSmsAccess,
  { method, path, query = {}, body }: HttpSmsRequest,
): Promise<HttpSmsAnswer> => {
  const { protocol, hostname, port, pathname, host } = new URL(url)
  // The client of the AWS SDK: what its errors prove about a request is known already.
  const client = new NodeHttpHandler({ ...within(timeoutMs).requestHandler, ...newConnection })
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
    // A connection that the time-out cut says only that it was cut.
    signal.throwIfAborted()
    throw error
  }
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})
