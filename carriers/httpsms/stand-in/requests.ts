import { z } from 'zod'
import { type Answer, type OutsideCall, type Request, type Route, readRoute } from '../../../emulator/index.ts'

/** The routes of httpSMS that the emulator supports (httpSMS's handlers). */
const routes: readonly Route[] = [
  { action: 'SendMessage', method: 'POST', path: /^\/v1\/messages\/send$/ },
  { action: 'ListHeartbeats', method: 'GET', path: /^\/v1\/heartbeats$/ },
  { action: 'ListPhones', method: 'GET', path: /^\/v1\/phones$/ },
  { action: 'UpdatePhone', method: 'PUT', path: /^\/v1\/phones$/ },
  { action: 'ListWebhooks', method: 'GET', path: /^\/v1\/webhooks$/ },
  { action: 'CreateWebhook', method: 'POST', path: /^\/v1\/webhooks$/ },
  { action: 'UpdateWebhook', method: 'PUT', path: /^\/v1\/webhooks\/(?<id>[\w-]+)$/ },
  { action: 'GetUser', method: 'GET', path: /^\/v1\/users\/me$/ },
]

/** A response of httpSMS: JSON with a message for people (its handlers). */
export const httpSmsAnswer = (status: number, message: string, data?: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ status: status < 400 ? 'success' : 'error', message, data }),
})

/** The path of httpSMS, with the access key of a function, since nothing else says which one asks. */
const basePath = /^\/http-sms(?:\/(ASIA[\dA-F]{16}))?(\/.*)$/

/** Reads a request to httpSMS, whose method and path name the action. Undefined for requests to other services. */
export const httpSmsRequest = (request: Request, body: string): OutsideCall | Answer | undefined => {
  const [inside, accessKeyId = '', url = ''] = basePath.exec(request.url ?? '') ?? []
  if (inside === undefined) return undefined
  const asked = readRoute(routes, { method: request.method, url }, body)
  return asked === undefined ? httpSmsAnswer(400, 'The body is no JSON object') : { ...asked, accessKeyId }
}

/** The requests that httpSMS accepts (its requests and validators). Each sentence is about one field. */

/** People type numbers with or without the plus. */
const inFull = (text: string): string => {
  const trimmed = text.trim()
  return /^\d{10,}$/.test(trimmed) ? `+${trimmed}` : trimmed
}

const phoneNumber = z
  .string('must be a phone number')
  .transform(inFull)
  .refine((number) => /^\+[1-9]\d{6,14}$/.test(number), 'must be a phone number in full')

const contact = z
  .string('must be a phone number')
  .transform(inFull)
  .refine((number) => /^\+?\d{2,15}$/.test(number), 'must have digits only')

/** The limit of a list and the number of entries to skip. Both come as strings. */
const page = (max: number, byDefault: number) => ({
  limit: z.coerce.number().int().min(1).max(max).default(byDefault),
  skip: z.coerce.number().int().min(0).default(0),
})

export const messageRequest = z.object({
  from: phoneNumber,
  to: contact,
  content: z.string('must be a text').min(1, 'must not be empty').max(2048, 'must not exceed 2048 characters'),
  request_id: z.string().trim().max(255, 'must not exceed 255 characters').nullish(),
})

export const heartbeatsRequest = z.object({ owner: phoneNumber, ...page(20, 1) })

export const phonesRequest = z.object(page(20, 10))

export const webhooksRequest = z.object(page(100, 1))

export const phoneRequest = z
  .object({
    phone_number: phoneNumber,
    sim: z.enum(['SIM1', 'SIM2']).catch('SIM1'),
    fcm_token: z.string().max(1000).nullish(),
    messages_per_minute: z.int().min(0).max(60).optional(),
    max_send_attempts: z.int().min(0).max(5).optional(),
    message_expiration_seconds: z.literal(0).or(z.int().min(60).max(3600)).optional(),
    missed_call_auto_reply: z.string().trim().nullish(),
    message_send_schedule_id: z.uuid().or(z.literal('')).nullish(),
  })
  .refine(
    ({ max_send_attempts = 0, message_expiration_seconds = 0 }) =>
      max_send_attempts === 0 || message_expiration_seconds > 0,
    { path: ['message_expiration_seconds'], error: 'must not be 0 when max_send_attempts is more than 0' },
  )

/** The events that httpSMS can post (its webhook validator). */
const eventTypes = [
  'message.phone.received',
  'message.call.missed',
  'message.phone.sent',
  'message.phone.delivered',
  'message.send.failed',
  'message.send.expired',
  'phone.heartbeat.offline',
  'phone.heartbeat.online',
] as const

export const webhookRequest = z.object({
  url: z.url('must be an address').max(255),
  signing_key: z.string().trim().max(255).default(''),
  events: z.array(z.enum(eventTypes, 'must hold events that there are')).min(1, 'must not be empty'),
  phone_numbers: z.array(contact).min(1, 'must not be empty'),
})

export type WebhookTerms = Omit<z.infer<typeof webhookRequest>, 'events'> & { readonly events: readonly string[] }

export const webhookChange = webhookRequest.extend({ id: z.uuid() })
