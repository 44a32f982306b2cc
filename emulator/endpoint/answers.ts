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
export const formServices: readonly Service[] = ['sns', 'cloudformation', 'sts']

/** The services whose requests name the action by method and path, and whose errors are named in a header (Smithy, AWS restJson1 protocol). */
const restServices: readonly Service[] = ['lambda', 'social-messaging']

/** The HTTP statuses of errors of REST services that are not 400 (API references: SendWhatsAppMessage, GetEventSourceMapping, common errors of Lambda). */
const restStatuses: { readonly [code: string]: number } = { AccessDeniedException: 403, ResourceNotFoundException: 404 }

/** An error in the format of the service's protocol. */
export const errorAnswer = (service: Service, { code, message, status, details }: ServiceError): Answer => {
  if (service === 'http-sms') return httpSmsAnswer(status, message)
  if (service === 'ovh') return ovhError(status, message)
  const fault = status < 500 ? 'Sender' : 'Receiver'
  if (formServices.includes(service))
    return xmlAnswer(
      status,
      `<ErrorResponse><Error><Type>${fault}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    )
  const said = service === 'sms-voice' ? { Message: message } : { message }
  const body = { __type: `com.amazonaws.${service}#${code}`, ...said, ...details }
  if (restServices.includes(service))
    return jsonAnswer(restStatuses[code] ?? status, body, {
      'content-type': 'application/json',
      'x-amzn-errortype': code,
    })
  // SQS adds the error code of its older query protocol.
  const headers = service === 'sqs' ? { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};${fault}` } : {}
  return jsonAnswer(status, body, headers)
}

/** A response of httpSMS: JSON with a message for people (its handlers). */
export const httpSmsAnswer = (status: number, message: string, data?: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: status < 400 ? 'success' : 'error', message, data }),
})

/** A response of OVHcloud: JSON, with an id of the request (go-ovh, ovh.go). */
export const ovhAnswer = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-ovh-queryid': `EU.ext-1.${randomUUID()}` },
  body: JSON.stringify(body),
})

/**
 * An error of OVHcloud: its class and a message (go-ovh, error.go). Older errors had an `errorCode` and an `httpCode` instead, which the
 * clients still know (python-ovh, client.py). The classes were seen in issues; of other statuses none is known.
 */
export const ovhError = (status: number, message: string): Answer =>
  ovhAnswer(status, { class: ovhClasses[status], message })

const ovhClasses: { readonly [status: number]: string } = {
  400: 'Client::BadRequest',
  401: 'Client::Unauthorized',
  403: 'Client::Forbidden',
  404: 'Client::NotFound',
}

const xmlAnswer = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
})

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

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
export const answerJson = (service: Service, handlers: ActionHandlers<object>): ServiceHandler =>
  answer(service, handlers, (_, result) => jsonAnswer(200, result))

/** Creates the handler of a service with form-encoded requests. Each action returns its result as XML. */
export const answerForms = (service: Service, handlers: ActionHandlers<string>): ServiceHandler =>
  answer(service, handlers, formAnswer)

const answer =
  <Result>(
    service: Service,
    handlers: ActionHandlers<Result>,
    write: (action: string, result: Result) => Answer,
  ): ServiceHandler =>
  async ({ action, parameters }) => {
    try {
      const handler = handlers[action]
      if (handler === undefined)
        throw new ServiceFailure('UnknownOperationException', `The embedded cloud's ${service} has no ${action}.`)
      return write(action, await handler(parameters))
    } catch (error) {
      if (!(error instanceof ServiceFailure)) throw error
      return errorAnswer(service, { code: error.code, message: error.message, status: 400, details: error.details })
    }
  }
