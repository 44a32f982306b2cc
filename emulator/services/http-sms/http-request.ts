import type { IncomingMessage } from 'node:http'

import type { Answer, Call } from '../../endpoint/call.ts'
import { jsonObject } from '../../endpoint/json-object.ts'
import { httpSmsAnswer } from './answer.ts'

/** The routes of httpSMS that the embedded cloud supports (httpSMS's handlers). */
const routes = [
  { action: 'SendMessage', method: 'POST', path: /^\/v1\/messages\/send$/ },
  { action: 'ListHeartbeats', method: 'GET', path: /^\/v1\/heartbeats$/ },
  { action: 'ListPhones', method: 'GET', path: /^\/v1\/phones$/ },
  { action: 'UpdatePhone', method: 'PUT', path: /^\/v1\/phones$/ },
  { action: 'ListWebhooks', method: 'GET', path: /^\/v1\/webhooks$/ },
  { action: 'CreateWebhook', method: 'POST', path: /^\/v1\/webhooks$/ },
  { action: 'UpdateWebhook', method: 'PUT', path: /^\/v1\/webhooks\/([\w-]+)$/ },
  { action: 'GetUser', method: 'GET', path: /^\/v1\/users\/me$/ },
] as const

/**
 * httpSMS is served below this path. The path for a function also contains its access key, because nothing else says which
 * function makes a request.
 */
const basePath = /^\/http-sms(?:\/(ASIA[\dA-F]{16}))?(\/[^?]*)(?:\?(.*))?$/

type HttpSmsRequest = Pick<Call, 'action' | 'parameters'> & { readonly accessKeyId: string }

/** Reads a request to httpSMS, whose method and path name the action. Undefined for requests to other services. */
export const httpSmsRequest = (
  { method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>,
  body: string,
): HttpSmsRequest | Answer | undefined => {
  const [inside, accessKeyId = '', path = '', query = ''] = basePath.exec(url) ?? []
  if (inside === undefined) return undefined
  const written = jsonObject(body || '{}')
  if (written === undefined) return httpSmsAnswer(400, 'The body is no JSON object')
  const route = routes.find((known) => known.method === method && known.path.test(path))
  const [, id] = route?.path.exec(path) ?? []
  const parameters = { ...Object.fromEntries(new URLSearchParams(query)), ...written, ...(id !== undefined && { id }) }
  return { action: route?.action ?? `${method} ${path}`, parameters, accessKeyId }
}
