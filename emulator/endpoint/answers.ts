import { randomUUID } from 'node:crypto'
import type { Answer, Service } from './call.ts'
import { carrierService } from './services.ts'

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
  const ofCarrier = carrierService(service)
  if (ofCarrier !== undefined) return ofCarrier.errorAnswer({ code, message, status })
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

export const xmlAnswer = (status: number, body: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body,
})

export const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
