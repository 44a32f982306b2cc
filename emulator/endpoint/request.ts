import type { IncomingMessage } from 'node:http'
import { errorAnswer, escapeXml, formServices, jsonAnswer, type ServiceError, xmlAnswer } from './answers.ts'
import { type Answer, type Call, type Caller, type Service, services } from './call.ts'
import { headersOf, readBody } from './function-url-request.ts'
import { parseJson } from './json.ts'
import { isLoopbackHost } from './loopback.ts'

/** Leaves room for an SQS message, which may have 1 MiB before it is encoded in JSON. */
const maxBytes = 4 * 1024 * 1024

type Request = Pick<IncomingMessage, 'method' | 'url' | 'headers'>
type Asked = Pick<Call, 'action' | 'parameters'>

/** A request to a service outside AWS, with the access key of the function that makes it. */
export type OutsideCall = Asked & Pick<Call, 'service' | 'target'> & { readonly accessKeyId: string }

/** The readers that depend on other parts of the embedded cloud. */
export type Readers = {
  /** The caller to whom an access key was issued; by default the account's owner. */
  readonly callerOf?: (accessKeyId: string) => Caller
  /** Read requests to AWS services whose method and path name the action; undefined for an action that isn't supported. */
  readonly rest?: { readonly [S in Service]?: (request: Request, body: string) => Asked | undefined }
  /** Each reads the requests to a service outside AWS, which have no signature of AWS; undefined for any other request. */
  readonly outside?: readonly ((request: Request, body: string) => OutsideCall | Answer | undefined)[]
}

/** Reads a request from an SDK, the AWS CLI or a client of a service outside AWS, or gives an error response. */
export const readCall = async (
  request: IncomingMessage,
  { callerOf = () => ({ kind: 'owner' }), rest = {}, outside = [] }: Readers,
): Promise<Call | Answer> => {
  const body = (await readBody(request, maxBytes))?.toString('utf8')
  if (body === undefined) return refusal(413, 'RequestEntityTooLargeException', 'The request is too large.')
  if (!isLoopbackHost(request.headers.host))
    return refusal(403, 'AccessDeniedException', 'This endpoint serves localhost only.')
  const headers = headersOf(request)
  for (const read of outside) {
    const asked = read(request, body)
    if (asked === undefined) continue
    if ('status' in asked) return asked
    const { accessKeyId, ...call } = asked
    return { ...call, caller: callerOf(accessKeyId), headers, body }
  }
  const scope = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(
    request.headers.authorization ?? '',
  )
  if (scope === null)
    return refusal(403, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token')
  const [, accessKeyId = '', name = ''] = scope
  const service = services.find((service) => service === name)
  if (service === undefined) return notOffered({ service: name, what: name, headers })
  const readRest = rest[service]
  const parsed = readRest ? readRest(request, body) : parse(service, headers['x-amz-target'] ?? '', body)
  if (parsed === undefined)
    return notOffered({ service, what: unsupportedOperation(service, request, readRest !== undefined), headers })
  return { service, ...parsed, caller: callerOf(accessKeyId), headers, body }
}

const unsupportedOperation = (service: Service, { method = '', url = '' }: Request, isRest: boolean): string =>
  isRest
    ? `action of ${service} that is asked for by ${method} ${url.split('?')[0]}`
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

type NotOffered = {
  readonly service: string
  readonly what: string
  readonly headers: { readonly [name: string]: string }
}

/**
 * The error for a service or an action that the embedded cloud doesn't offer. It is in the protocol of the request, because an
 * SDK can't read an error in another one (Smithy, AWS protocols: awsQuery sends forms, awsJson sends a target header, S3 and
 * Route 53 use restXml, and the others use restJson).
 */
export const notOffered = ({ service, what, headers }: NotOffered): Answer => {
  const code = 'UnknownOperationException'
  const message = `The embedded cloud has no ${what}.`
  if (headers['content-type']?.startsWith('application/x-www-form-urlencoded'))
    return xmlAnswer(400, `<ErrorResponse><Error><Type>Sender</Type>${told(code, message)}</Error></ErrorResponse>`)
  if (restXml.includes(service)) return xmlAnswer(400, `<Error>${told(code, message)}</Error>`)
  const kind: Answer['headers'] = headers['x-amz-target'] === undefined ? { 'x-amzn-errortype': code } : {}
  return jsonAnswer(400, { __type: `com.amazonaws.${service}#${code}`, message }, kind)
}

const restXml = ['s3', 'route53', 'cloudfront']

const told = (code: string, message: string): string => `<Code>${code}</Code><Message>${escapeXml(message)}</Message>`

/** Parses a JSON object; undefined for anything else. */
export const jsonObject = (body: string): Call['parameters'] | undefined => {
  const value = parseJson(body)
  return typeof value === 'object' && value !== null ? { ...value } : undefined
}

/** Responds to all requests to a service, or to one of its actions. */
export type ServiceHandler = (call: Call) => Answer | Promise<Answer>

/** The handlers by service, or by a single action of a service (`sqs:StartMessageMoveTask`), which takes precedence. */
export type ServiceHandlers = ReadonlyMap<string, ServiceHandler>

/** Passes a request to its handler, unless IAM denies it. */
export const createRouter =
  (handlers: ServiceHandlers, refusal: (call: Call) => Promise<ServiceError | undefined>) =>
  async (call: Call): Promise<Answer> => {
    const denied = await refusal(call)
    if (denied !== undefined) return errorAnswer(call.service, denied)
    const answer = handlers.get(`${call.service}:${call.action}`) ?? handlers.get(call.service)
    if (answer !== undefined) return answer(call)
    return errorAnswer(call.service, {
      code: 'UnknownOperationException',
      message: `The embedded cloud has no ${call.service} yet.`,
      status: 400,
    })
  }
