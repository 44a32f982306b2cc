import type { IncomingMessage } from 'node:http'
import { errorAnswer, formServices } from './answers.ts'
import { type Answer, type Call, type Caller, isService, jsonObject } from './call.ts'
import { isLoopbackHost } from './loopback.ts'

/** Leaves room for an SQS message, which may have 1 MiB before it is encoded in JSON. */
const maxBytes = 4 * 1024 * 1024

/** The line and the headers of a request, from which readers know what is asked for. */
export type Request = Pick<IncomingMessage, 'method' | 'url' | 'headers'>
type Asked = Pick<Call, 'action' | 'parameters'>

/** A request to a service outside AWS, with the access key of the function that makes it. */
export type OutsideCall = Asked & Pick<Call, 'target'> & { readonly accessKeyId: string }

/** A service outside AWS, as the endpoint knows it. */
export type Outside = {
  readonly name: string
  /** Reads a request to it, which has no signature of AWS; undefined for any other request. */
  readonly request: (request: Request, body: string) => OutsideCall | Answer | undefined
  readonly fail: NonNullable<Call['fail']>
}

/** An action of a service that names it by the method and the path of a request. */
export type Route = { readonly action: string; readonly method: string; readonly path: RegExp }

/** Reads a request whose method and path name the action; undefined if its body is no JSON object. */
export const readRoute = (
  routes: readonly Route[],
  { method = '', url = '' }: Pick<Request, 'method' | 'url'>,
  body: string,
): Asked | undefined => {
  const written = jsonObject(body || '{}')
  if (written === undefined) return undefined
  const [path = '', query] = url.split('?')
  const route = routes.find((known) => known.method === method && known.path.test(path))
  const asked = Object.fromEntries(new URLSearchParams(query))
  const parameters = { ...asked, ...written, ...route?.path.exec(path)?.groups }
  return { action: route?.action ?? `${method} ${path}`, parameters }
}

/** The readers that depend on other parts of the emulator. */
export type Readers = {
  /** The caller to whom an access key was issued; by default the account's owner. */
  readonly callerOf?: (accessKeyId: string) => Caller
  /** The actions of AWS services that name them by method and path. */
  readonly rest?: { readonly [service: string]: readonly Route[] }
  readonly outside?: readonly Outside[]
}

/** Reads a request from an SDK, the AWS CLI or a client of a service outside AWS, or gives an error response. */
export const readCall = async (
  request: IncomingMessage,
  { callerOf = () => ({ kind: 'owner' }), rest = {}, outside = [] }: Readers,
): Promise<Call | Answer> => {
  if (!isLoopbackHost(request.headers.host))
    return refusal(403, 'AccessDeniedException', 'This endpoint serves localhost only.')
  const body = (await readBody(request, maxBytes))?.toString('utf8')
  if (body === undefined) return refusal(413, 'RequestEntityTooLargeException', 'The request is too large.')
  const headers = headersOf(request)
  for (const { name, request: read, fail } of outside) {
    const asked = read(request, body)
    if (asked === undefined) continue
    if ('status' in asked) return asked
    const { accessKeyId, ...call } = asked
    return { service: name, ...call, caller: callerOf(accessKeyId), headers, body, fail }
  }
  const [, accessKeyId = '', name] =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/[^/]+\/([^/]+)\/aws4_request/.exec(headers['authorization'] ?? '') ?? []
  if (name === undefined)
    return refusal(403, 'MissingAuthenticationTokenException', 'Request is missing Authentication Token')
  const routes = rest[name]
  if (routes === undefined && !isService(name)) return notOffered(name, headers)
  const asked = routes ? readRoute(routes, request, body) : parse(name, headers['x-amz-target'] ?? '', body)
  if (asked !== undefined) return { service: name, ...asked, caller: callerOf(accessKeyId), headers, body }
  return notOffered(`${name} in this protocol, but in the newest of it, which takes JSON`, headers)
}

const refusal = (status: number, code: string, message: string): Answer =>
  errorAnswer('dynamodb', { status, code, message })

/** Some services send forms that contain the action. The others send JSON, with the action in a header. */
const parse = (service: string, target: string, body: string): Asked | undefined => {
  if (formServices.includes(service)) {
    const parameters = Object.fromEntries(new URLSearchParams(body))
    return { action: parameters['Action'] ?? '', parameters }
  }
  const action = target.split('.')[1]
  const parameters = jsonObject(body)
  return action === undefined || parameters === undefined ? undefined : { action, parameters }
}

/** What isn't offered: forms are answered in XML, others in REST JSON, as SDKs read it (Smithy, AWS protocols). */
const notOffered = (what: string, headers: Call['headers']): Answer => {
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded')
  const message = `The emulator has no ${what}.`
  return errorAnswer(isForm ? 'sns' : 'lambda', { code: 'UnknownOperationException', message, status: 400 })
}

/** Reads the body of a request. Resolves with undefined, and reads no further, once it has more than `maxBytes`. */
export const readBody = async (request: IncomingMessage, maxBytes: number): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length
    if (bytes > maxBytes) return undefined
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

/** The headers of a request, by lowercase name. */
export const headersOf = ({ headers }: Pick<IncomingMessage, 'headers'>): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
  )
