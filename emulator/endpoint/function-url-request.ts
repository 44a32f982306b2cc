import type { IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { jsonAnswer } from './answers.ts'
import type { Answer } from './call.ts'
import { hasPossiblePort, loopback } from './loopback.ts'

/** A request to a function URL. */
export type FunctionUrlRequest = {
  /** The host name without the port. */
  readonly host: string
  readonly method: string
  readonly path: string
  /** The query string without the question mark. */
  readonly query: string
  readonly headers: { readonly [name: string]: string }
  readonly body: Buffer
  readonly sourceIp: string
}

/** The quota for the payload of an invocation (Lambda quotas). */
const maxBytes = 6 * 1024 * 1024

/**
 * Whether the host is that of a function URL, and not of the AWS endpoint. Names under `localhost` never belong to another
 * machine (RFC 6761).
 */
export const isFunctionHost = (host: string | undefined): boolean =>
  /^[a-z\d]+\.lambda-url\.[a-z\d-]+\.localhost(:\d+)?$/i.test(host ?? '') && hasPossiblePort(host)

/** Reads a request to a function URL, or gives an error response if its body is too large. */
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

/** Reads the whole body of a request. Resolves with undefined if it has more than `maxBytes`. */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> => {
  const body = await buffer(request)
  return body.length > maxBytes ? undefined : body
}

/** The headers of a request, by lowercase name. */
export const headersOf = ({ headers }: Pick<IncomingMessage, 'headers'>): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
