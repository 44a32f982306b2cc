import type { IncomingMessage } from 'node:http'

import type { Answer, Call } from '../../endpoint/call.ts'
import { jsonObject } from '../../endpoint/json-object.ts'
import { socialMessagingError } from './answer.ts'

/** The actions that the embedded cloud supports, by method and path (API reference). */
const actions: { readonly [methodAndPath: string]: string } = {
  'POST /v1/whatsapp/send': 'SendWhatsAppMessage',
  'GET /v1/whatsapp/waba/list': 'ListLinkedWhatsAppBusinessAccounts',
  'GET /v1/whatsapp/waba/details': 'GetLinkedWhatsAppBusinessAccount',
  'PUT /v1/whatsapp/waba/eventdestinations': 'PutWhatsAppBusinessAccountEventDestinations',
}

/** Requests to the service are signed for its name. */
const credential = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/\d+\/[^/]+\/social-messaging\/aws4_request/

type SignedRequest = Pick<Call, 'action' | 'parameters'> & { readonly accessKeyId: string }

/** Reads a request to End User Messaging Social, whose method and path name the action. Undefined for requests to other services. */
export const socialMessagingRequest = (
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
): SignedRequest | Answer | undefined => {
  const [, accessKeyId] = credential.exec(headers.authorization ?? '') ?? []
  if (accessKeyId === undefined) return undefined
  const [path = '', query = ''] = url.split('?')
  const written = jsonObject(body || '{}')
  if (written === undefined)
    return socialMessagingError({ code: 'ValidationException', message: 'The body is no JSON object', status: 400 })
  const parameters = { ...Object.fromEntries(new URLSearchParams(query)), ...written }
  return { action: actions[`${method} ${path}`] ?? `${method} ${path}`, parameters, accessKeyId }
}
