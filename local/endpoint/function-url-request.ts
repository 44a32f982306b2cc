import type { IncomingMessage } from 'node:http'

import { loopback } from '../loopback.ts'
import { jsonAnswer } from './answers.ts'
import { headersOf, readBody } from './body.ts'
import type { Answer } from './call.ts'

/** A request to the URL of a function. */
export type FunctionUrlRequest = {
  /** Without its port. */
  readonly host: string
  readonly method: string
  readonly path: string
  /** Without its question mark. */
  readonly query: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer
  readonly sourceIp: string
}

/** What an invocation takes at the most (Lambda quotas). */
const maxBytes = 6 * 1024 * 1024

/** The host tells a function URL from the endpoint; names under `localhost` are nobody's on the web (RFC 6761). */
export const isFunctionHost = (host: string | undefined): boolean =>
  /^[a-z\d]+\.lambda-url\.[a-z\d-]+\.localhost(:\d+)?$/i.test(host ?? '')

/** Reads a request to the URL of a function, or says what is wrong with it. */
export const readFunctionUrlRequest = async (request: IncomingMessage): Promise<FunctionUrlRequest | Answer> => {
  const body = await readBody(request, maxBytes)
  if (body === undefined)
    return jsonAnswer(413, {
      Message: `Request must be smaller than ${maxBytes} bytes for the InvokeFunction operation`,
    })
  const { method = 'GET', url = '/', headers, socket } = request
  const { hostname } = new URL(`http://${headers.host}`)
  const [path = '/', ...query] = url.split('?')
  const sourceIp = socket.remoteAddress ?? loopback
  return { host: hostname, method, path, query: query.join('?'), headers: headersOf(request), body, sourceIp }
}
