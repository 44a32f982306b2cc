import { randomUUID } from 'node:crypto'
import type { Answer, Call, Service } from './call.ts'
import type { ServiceHandler } from './request.ts'

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

/** An error in the format of the service's protocol. */
export const errorAnswer = (service: Service, { code, message, status, details }: ServiceError): Answer => {
  if (service === 'http-sms') return httpSmsAnswer(status, message)
  if (service === 'ovh') return ovhError(status, message)
  if (service === 'social-messaging') return restJsonError(code, message, socialMessagingStatuses[code] ?? status)
  const fault = status < 500 ? 'Sender' : 'Receiver'
  if (formServices.includes(service))
    return xmlAnswer(
      status,
      `<ErrorResponse><Error><Type>${fault}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    )
  // SQS adds the error code of its older query protocol.
  const headers = service === 'sqs' ? { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};${fault}` } : {}
  const said = service === 'sms-voice' ? { Message: message } : { message }
  return jsonAnswer(status, { __type: `com.amazonaws.${service}#${code}`, ...said, ...details }, headers)
}

/** An error in REST JSON, with the error's name in a header (Smithy, AWS restJson1 protocol). */
const restJsonError = (code: string, message: string, status: number): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-requestid': randomUUID(), 'x-amzn-errortype': code },
  body: JSON.stringify({ message }),
})

/** The HTTP status for each error of End User Messaging Social (API reference, SendWhatsAppMessage), and for refusals by IAM. */
const socialMessagingStatuses: { readonly [code: string]: number } = {
  AccessDeniedByMetaException: 403,
  AccessDeniedException: 403,
  DependencyException: 502,
  InternalServiceException: 500,
  InvalidParametersException: 400,
  LimitExceededException: 400,
  ResourceNotFoundException: 404,
  ThrottledRequestException: 429,
  ValidationException: 400,
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

export const xmlAnswer = (status: number, body: string): Answer => ({
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
type ActionHandler<Result> = (parameters: Call['parameters']) => Result | Promise<Result>
type ActionHandlers<Result> = { readonly [action: string]: ActionHandler<Result> }

/** Creates the handler of a service that uses JSON. Each action returns its response. */
export const answerJson = (service: Service, handlers: ActionHandlers<object>): ServiceHandler =>
  answer(service, handlers, (_, result) => jsonAnswer(200, result, restServices.includes(service) ? restJson : {}))

/** The services whose requests name the action by method and path (Smithy, AWS restJson1 protocol). */
const restServices: readonly Service[] = ['lambda', 'social-messaging']
const restJson = { 'content-type': 'application/json' }

/** Creates the handler of a service with form-encoded requests. Each action returns its result as XML. */
export const answerForms = (service: Service, handlers: ActionHandlers<string>): ServiceHandler =>
  answer(service, handlers, formAnswer)

const answer =
  <Result>(
    service: Service,
    handlers: ActionHandlers<Result>,
    write: (action: string, result: Result) => ReturnType<typeof jsonAnswer>,
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
