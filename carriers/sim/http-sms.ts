import type { Readable } from 'node:stream'
import { HttpRequest } from '@smithy/core/protocols'
import { NodeHttpHandler } from '@smithy/node-http-handler'

import { newConnection, within } from '../../shared/adapters/clients.ts'

export type HttpSmsAnswer = { readonly status: number; readonly body: string }

/** The API of httpSMS, hosted or one's own. A request that gets no answer in time throws; none is ever repeated. */
export type HttpSms = {
  readonly get: (path: string, query: Readonly<Record<string, string>>) => Promise<HttpSmsAnswer>
  readonly post: (path: string, body: object) => Promise<HttpSmsAnswer>
}

type Options = {
  /** Such as `https://api.httpsms.com`. */
  readonly url: string
  readonly apiKey: string
  readonly timeoutMs: number
}

export const createHttpSms = ({ url, apiKey, timeoutMs }: Options): HttpSms => {
  const { protocol, hostname, port, pathname } = new URL(url)
  // The client of the AWS SDK: what its errors prove about a request is known already.
  const client = new NodeHttpHandler({ ...within(timeoutMs).requestHandler, ...newConnection })
  const ask = async (method: string, path: string, query: Readonly<Record<string, string>>, body?: string) => {
    const request = new HttpRequest({
      method,
      protocol,
      hostname,
      ...(port !== '' && { port: Number(port) }),
      path: `${pathname.replace(/\/$/, '')}${path}`,
      query,
      headers: { 'x-api-key': apiKey, host: new URL(url).host, ...(body !== undefined && jsonHeaders(body)) },
      body,
    })
    const abortSignal = AbortSignal.timeout(timeoutMs)
    const { response } = await client.handle(request, { abortSignal })
    return { status: response.statusCode, body: await textOf(response.body, abortSignal) }
  }
  return {
    get: (path, query) => ask('GET', path, query),
    post: (path, body) => ask('POST', path, {}, JSON.stringify(body)),
  }
}

/** What can be read of it in time: a status says what became of a request, whatever becomes of the body. */
const textOf = async (body: Readable, signal: AbortSignal): Promise<string> => {
  try {
    return Buffer.concat(await body.toArray({ signal })).toString()
  } catch {
    body.destroy()
    return ''
  }
}

const jsonHeaders = (body: string) => ({
  'content-type': 'application/json',
  'content-length': String(Buffer.byteLength(body)),
})
