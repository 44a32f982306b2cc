import type { IncomingMessage } from 'node:http'
import { isLoopbackHost } from '../loopback.ts'
import { errorAnswer, formServices } from './answers.ts'
import { headersOf, readBody } from './body.ts'
import { type Answer, type Call, type Caller, type Service, services } from './call.ts'
import { jsonObject } from './json-object.ts'
import { notOffered } from './not-offered.ts'
import { carrierServices } from './services.ts'

/** Leaves room for an SQS message, which may have 1 MiB before it is encoded in JSON. */
const maxBytes = 4 * 1024 * 1024

type Request = Pick<IncomingMessage, 'method' | 'url'>
type Asked = Pick<Call, 'action' | 'parameters'>

/** The readers that depend on other parts of the embedded cloud. */
export type Readers = {
  /** The caller to whom an access key was issued. */
  readonly callerOf: (accessKeyId: string) => Caller
  /** Reads a request to Lambda; undefined for an action that isn't supported. */
  readonly lambdaRequest: (request: Request, body: string) => Asked | undefined
}

/** Reads a request from an SDK, the AWS CLI or a client of a carrier's service, or gives an error response. */
export const readCall = async (
  request: IncomingMessage,
  { callerOf, lambdaRequest }: Readers,
): Promise<Call | Answer> => {
  const body = (await readBody(request, maxBytes))?.toString('utf8')
  if (body === undefined) return refusal(413, 'RequestEntityTooLargeException', 'The request is too large.')
  if (!isLoopbackHost(request.headers.host))
    return refusal(403, 'AccessDeniedException', 'This endpoint serves localhost only.')
  const headers = headersOf(request)
  for (const { name, readRequest } of carrierServices) {
    const asked = readRequest(request, body)
    if (asked === undefined) continue
    if ('status' in asked) return asked
    const { action, parameters, accessKeyId } = asked
    return { service: name, action, parameters, caller: callerOf(accessKeyId), headers, body }
  }
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  )
  if (scope === null)
    return refusal(403, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token')
  const [, accessKeyId = '', name = ''] = scope
  const service = services.find((service) => service === name)
  if (service === undefined) return notOffered({ service: name, what: name, headers })
  const parsed =
    service === 'lambda' ? lambdaRequest(request, body) : parse(service, headers['x-amz-target'] ?? '', body)
  if (parsed === undefined) return notOffered({ service, what: unsupportedOperation(service, request), headers })
  return { service, ...parsed, caller: callerOf(accessKeyId), headers, body }
}

const unsupportedOperation = (service: Service, { method = '', url = '' }: Request): string =>
  service === 'lambda'
    ? `action of lambda that is asked for by ${method} ${url.split('?')[0]}`
    : `${service} in this protocol, but in the newest of it, which takes JSON`

const refusal = (status: number, code: string, message: string): Answer =>
  errorAnswer('dynamodb', { status, code, message })

/** Some services send forms that contain the action. The others send JSON, with the action in a header. */
const parse = (service: Service, target: string, body: string): Asked | undefined => {
  if (formServices.includes(service)) {
    const parameters = Object.fromEntries(new URLSearchParams(body))
    return { action: parameters['Action'] ?? '', parameters }
  }
  const action = target.split('.')[1]
  const parameters = jsonObject(body)
  return action === undefined || parameters === undefined ? undefined : { action, parameters }
}
