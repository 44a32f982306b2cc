import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { jsonAnswer } from '../../endpoint/answers.ts'
import type { Answer } from '../../endpoint/call.ts'
import { headersOf, readBody } from '../../endpoint/request.ts'
import type { Stack } from '../../template/stack.ts'
import type { Invocation } from './execution-environment.ts'
import { functionUrl } from './resources.ts'

export type Invoke = (functionArn: string, event: unknown) => Promise<Invocation>

/** The quota for the payload of an invocation (Lambda quotas). */
const maxBytes = 6 * 1024 * 1024

export const createFunctionUrls = (stack: Stack, invoke: Invoke) => {
  const urls = stack.all(functionUrl)
  return async (request: IncomingMessage): Promise<Answer> => {
    const { hostname } = new URL(`http://${request.headers.host}`)
    const url = urls.find(({ attributes }) => new URL(attributes['FunctionUrl'] ?? '').hostname === hostname)
    if (url === undefined)
      return jsonAnswer(403, { Message: 'Forbidden' }, { 'x-amzn-errortype': 'AccessDeniedException' })
    const body = await readBody(request, maxBytes)
    if (body !== undefined)
      return urlAnswer(await invoke(url.properties.TargetFunctionArn, urlEvent(hostname, request, body)))
    const Message = `Request must be smaller than ${maxBytes} bytes for the InvokeFunction operation`
    return jsonAnswer(413, { Message })
  }
}

/** The event of a request (developer guide, payload format 2.0), without cookies, parsed query and time as text. */
const urlEvent = (host: string, request: IncomingMessage, body: Buffer) => {
  const { method, url = '/', socket } = request
  const headers = headersOf(request)
  const [id] = host.split('.')
  const [rawPath, ...query] = url.split('?')
  const isBase64Encoded = body.length > 0 && !isText(headers['content-type'] ?? '')
  const caller = { protocol: 'HTTP/1.1', sourceIp: socket.remoteAddress, userAgent: headers['user-agent'] ?? '' }
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    headers,
    requestContext: {
      accountId: 'anonymous',
      apiId: id,
      domainName: host,
      domainPrefix: id,
      http: { method, path: rawPath, ...caller },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      timeEpoch: Date.now(),
    },
    ...(body.length > 0 && { body: body.toString(isBase64Encoded ? 'base64' : 'utf8') }),
    isBase64Encoded,
  }
}

/** Whether a body of this type is text. Any other body is encoded in base64. */
const isText = (contentType: string): boolean =>
  /^(text\/[^;]+|application\/([^;]+\+)?(json|xml|javascript)) *(;|$)/i.test(contentType)

/** The HTTP response of a result (developer guide, payload format 2.0); 502 if it failed or isn't supported here. */
const urlAnswer = (invocation: Invocation): Answer => {
  if ('error' in invocation) return failed('Internal Server Error')
  const { data, error } = answered.safeParse(JSON.parse(invocation.payload))
  if (data === undefined) return failed(`The emulator can't pass on this answer: ${z.prettifyError(error)}`)
  const { statusCode: status, headers, body } = data
  const lowerCase = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)])
  return { status, headers: { ...json, ...Object.fromEntries(lowerCase) }, body }
}

/** A result with other characters in a header is invalid, because it can't be sent. */
const headerName = z.string().regex(/^[\w-]+$/)
const headerValue = z.union([z.string().regex(/^[\t\x20-\x7e]*$/), z.number(), z.boolean()])

const answered = z.strictObject({
  statusCode: z.int().min(200).max(599),
  headers: z.record(headerName, headerValue).default({}),
  body: z.string().default(''),
})

const json = { 'content-type': 'application/json' }

const failed = (body: string): Answer => ({ status: 502, headers: json, body })
