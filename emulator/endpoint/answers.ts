import { randomUUID } from 'node:crypto'
import type { Answer, Call, Service, ServiceHandler } from './call.ts'

export type ServiceError = {
  readonly code: string
  readonly message: string
  readonly status: number
  /** Other members of the error, by their names in the service's API reference. */
  readonly details?: { readonly [member: string]: unknown } | undefined
}

export const jsonAnswer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
})

/** The response to an action of a service with form-encoded requests. `result` is XML. */
export const formAnswer = (action: string, result: string): Answer =>
  xmlAnswer(
    200,
    `<${action}Response><${action}Result>${result}</${action}Result>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`,
  )

/** The services whose requests are form-encoded and whose responses are XML. The others use JSON. */
export const formServices: readonly string[] = ['sns', 'cloudformation', 'sts']

/** The services that name the action in a header. All others, and AWS's stand-ins, name it by method and path. */
const jsonServices: readonly string[] = [
  'dynamodb',
  'sqs',
  'logs',
  'monitoring',
  'secretsmanager',
  'sms-voice',
] satisfies readonly Service[]

/** The statuses of REST services' errors that are not 400 (API reference of Lambda). */
const restStatuses: { readonly [code: string]: number } = { AccessDeniedException: 403, ResourceNotFoundException: 404 }

/** An error in the format of the service's protocol. */
export const errorAnswer = (service: string, { code, message, status, details }: ServiceError): Answer => {
  const fault = status < 500 ? 'Sender' : 'Receiver'
  if (formServices.includes(service))
    return xmlAnswer(
      status,
      `<ErrorResponse><Error><Type>${fault}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    )
  const said = service === 'sms-voice' ? { Message: message } : { message }
  const body = { __type: `com.amazonaws.${service}#${code}`, ...said, ...details }
  // The protocol restJson1 has the error in a header (Smithy, AWS protocols).
  if (!jsonServices.includes(service))
    return jsonAnswer(restStatuses[code] ?? status, body, {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
    })
  // SQS adds the error code of its older query protocol.
  const headers = service === 'sqs' ? { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};${fault}` } : {}
  return jsonAnswer(status, body, headers)
}

const xmlAnswer = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body })

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

/** The error response to a call: of AWS in its protocol, and of a service outside AWS as that words it. */
export const failed = ({ service, fail }: Call, error: ServiceError): Answer =>
  fail?.(error.status, error.message) ?? errorAnswer(service, error)

/** An error of a service, with its code in the API reference. */
export class ServiceFailure extends Error {
  readonly code: string
  readonly details: ServiceError['details']
  constructor(code: string, message: string, details?: ServiceError['details']) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** Handles an action with these parameters. May throw a `ServiceFailure`, which becomes an error response. */
type ActionHandlers<Result> = {
  readonly [action: string]: (parameters: Call['parameters']) => Result | Promise<Result>
}

/** Creates the handler of a service that uses JSON. Each action returns its response. */
export const answerJson = (service: string, handlers: ActionHandlers<object>): ServiceHandler =>
  answer(service, handlers, (_, result) => jsonAnswer(200, result))

/** Creates the handler of a service with form-encoded requests. Each action returns its result as XML. */
export const answerForms = (service: string, handlers: ActionHandlers<string>): ServiceHandler =>
  answer(service, handlers, formAnswer)

const answer =
  <Result>(service: string, handlers: ActionHandlers<Result>, write: (action: string, result: Result) => Answer) =>
  async ({ action, parameters }: Call): Promise<Answer> => {
    try {
      const handler = handlers[action]
      if (handler === undefined)
        throw new ServiceFailure('UnknownOperationException', `The emulator's ${service} has no ${action}.`)
      return write(action, await handler(parameters))
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error
      return errorAnswer(service, { code: error.code, message: error.message, status: 400, details: error.details })
    }
  }
