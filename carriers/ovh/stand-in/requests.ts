import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { type Answer, type OutsideCall, partsOf, type Request, type Route, readRoute } from '../../../emulator/index.ts'

/** What a number of Time2Chat uses, by OVH's schema (ovh/ovhcloud-cli, internal/assets/api-schemas/sms.json). */
const routes: readonly Route[] = [
  { action: 'AskForKey', method: 'POST', path: /^\/auth\/credential$/ },
  { action: 'ConfirmKey', method: 'GET', path: /^\/auth\/confirm$/ },
  { action: 'GetKey', method: 'GET', path: /^\/auth\/currentCredential$/ },
  { action: 'ExpireKey', method: 'POST', path: /^\/auth\/logout$/ },
  // OVH's schema, me.json.
  { action: 'ListKeys', method: 'GET', path: /^\/me\/api\/credential$/ },
  { action: 'GetKeyById', method: 'GET', path: /^\/me\/api\/credential\/(?<id>\d+)$/ },
  { action: 'RevokeKey', method: 'DELETE', path: /^\/me\/api\/credential\/(?<id>\d+)$/ },
  { action: 'GetAccount', method: 'GET', path: inAccount('') },
  { action: 'ChangeAccount', method: 'PUT', path: inAccount('') },
  { action: 'ListNumbers', method: 'GET', path: inAccount('/virtualNumbers') },
  { action: 'ListIncoming', method: 'GET', path: inAccount('/virtualNumbers/{number}/incoming') },
  { action: 'GetIncoming', method: 'GET', path: inAccount('/virtualNumbers/{number}/incoming/{id}') },
  { action: 'DeleteIncoming', method: 'DELETE', path: inAccount('/virtualNumbers/{number}/incoming/{id}') },
  { action: 'GetAutoResponse', method: 'GET', path: inAccount('/virtualNumbers/{number}/time2chat/autoResponse') },
  { action: 'ChangeAutoResponse', method: 'PUT', path: inAccount('/virtualNumbers/{number}/time2chat/autoResponse') },
  { action: 'CreateJob', method: 'POST', path: inAccount('/virtualNumbers/{number}/jobs') },
  { action: 'ListOutgoing', method: 'GET', path: inAccount('/virtualNumbers/{number}/outgoing') },
  { action: 'GetOutgoing', method: 'GET', path: inAccount('/virtualNumbers/{number}/outgoing/{id}') },
  { action: 'DeleteOutgoing', method: 'DELETE', path: inAccount('/virtualNumbers/{number}/outgoing/{id}') },
]

/** The control panel writes numbers with two zeros or a plus (ovh/manager, controllers of senders and of compose). */
function inAccount(path: string): RegExp {
  const inside = path.replace('{number}', '(?:%2B|\\+|00)(?<number>\\d+)').replace('{id}', '(?<id>\\d+)')
  return new RegExp(`^/sms/(?<serviceName>[\\w-]+)${inside}$`)
}

/** The path of OVHcloud, with the access key of a function, since OVHcloud's keys don't name functions. */
const basePath = /^\/ovh(?:\/(ASIA[\dA-F]{16}))?\/1\.0(\/.*)$/

/** Reads a request to OVHcloud, whose method and path name the action. Undefined for requests to other services. */
export const ovhRequest = (request: Request, body: string): OutsideCall | Answer | undefined => {
  const { method = '', url: written = '', headers } = request
  const [inside, accessKeyId = '', url = ''] = basePath.exec(written) ?? []
  if (inside === undefined) return undefined
  const asked = readRoute(routes, { method, url }, body)
  if (asked === undefined) return ovhError(400, 'The body is no JSON object')
  const [path = ''] = url.split('?')
  return { ...asked, accessKeyId, target: { method, url: `http://${headers.host}${written}`, path } }
}

/** A response of OVHcloud: JSON, with an id of the request (go-ovh, ovh.go). */
export const ovhAnswer = (status: number, body: unknown): Answer => ({
  status,
  headers: { 'content-type': 'application/json', 'x-ovh-queryid': `EU.ext-1.${randomUUID()}` },
  body: JSON.stringify(body),
})

/** An error: its class, as seen in issues, and a message (go-ovh, error.go). Older ones were different (python-ovh). */
export const ovhError = (status: number, message: string): Answer =>
  ovhAnswer(status, { class: ovhClasses[status], message })

const ovhClasses: { readonly [status: number]: string } = {
  400: 'Client::BadRequest',
  401: 'Client::Unauthorized',
  403: 'Client::Forbidden',
  404: 'Client::NotFound',
}

const number = z.string().transform((digits) => `+${digits}`)

const id = z.coerce.number().int()

export const inNumber = z.strictObject({ number, id })

export const autoResponseRequest = z.strictObject({ number, autoResponse: z.string().nullable() })

export const incomingRequest = z.strictObject({ number })

/** The schema has more filters, and has those of times for incoming texts, too. */
export const outgoingRequest = z.strictObject({
  number,
  deliveryReceipt: z.coerce.number().int().optional(),
  'creationDatetime.to': z.coerce.date().optional(),
})

export const jobRequest = z.strictObject({
  number,
  message: z
    .string()
    .min(1)
    // OVH's FAQ of SMS: "un maximum de 6 SMS concaténés".
    .refine((message) => partsOf(message).parts <= 6, 'must not have more than 6 parts'),
  // The schema also offers documents and slots with receivers, which aren't there.
  receivers: z.array(z.string()).min(1),
  tag: z.string().default(''),
  // It makes no difference here.
  validityPeriod: z.int().min(0).optional(),
})

export type Job = z.infer<typeof jobRequest>

/** What PUT may change. What OVHcloud does about the rest isn't documented; here it is refused. */
export const accountRequest = z.strictObject({
  templates: z.strictObject({ time2chatAutomaticResponse: z.string().nullable() }).exactOptional(),
})

/** The settings (OVH's schema, `sms.Account`), as far as they are kept here. Nothing is recredited. */
export type Settings = Readonly<Required<z.infer<typeof accountRequest>>> & {
  readonly automaticRecreditAmount: number | null
}
