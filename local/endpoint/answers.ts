import { randomUUID } from 'node:crypto'

import type { Answer, Service } from './call.ts'

export type ServiceError = { readonly code: string; readonly message: string; readonly status: number }

const jsonAnswer = (status: number, body: unknown, headers: Answer['headers'] = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': randomUUID(), ...headers },
  body: JSON.stringify(body),
})

/** What SNS answers to a Publish. */
export const publishedAnswer = (messageId: string): Answer =>
  xmlAnswer(
    200,
    `<PublishResponse ${xmlns}><PublishResult><MessageId>${messageId}</MessageId></PublishResult>` +
      `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></PublishResponse>`,
  )

/** An error in the words of the service's protocol: XML for SNS, JSON for the others. */
export const errorAnswer = (service: Service, { code, message, status }: ServiceError): Answer => {
  const fault = status < 500 ? 'Sender' : 'Receiver'
  if (service === 'sns')
    return xmlAnswer(
      status,
      `<ErrorResponse ${xmlns}><Error><Type>${fault}</Type><Code>${code}</Code><Message>${escapeXml(message)}</Message></Error>` +
        `<RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    )
  // SQS adds the code that its older protocol had.
  const headers = service === 'sqs' ? { 'x-amzn-query-error': `${code.replace(/Exception$/, '')};${fault}` } : {}
  return jsonAnswer(status, { __type: `com.amazonaws.${service}#${code}`, message }, headers)
}

const xmlns = 'xmlns="http://sns.amazonaws.com/doc/2010-03-31/"'

const xmlAnswer = (status: number, body: string): Answer => ({ status, headers: { 'content-type': 'text/xml' }, body })

const escapeXml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
