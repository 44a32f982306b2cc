import type { IncomingMessage } from 'node:http'
import { z } from 'zod'
import { ovhAnswer, ovhError } from '../../endpoint/answers.ts'
import type { Answer, Call } from '../../endpoint/call.ts'
import { jsonObject, type OutsideCall, type ServiceHandler } from '../../endpoint/request.ts'
import { createTimers } from '../../journal.ts'
import { partsOf } from '../end-user-messaging/parts.ts'
import type { Redirect } from '../lambda/function.ts'
import { createOvhAccount, type Dependencies, type OvhAccount, type OvhOptions } from './account.ts'
import { type OvhKey, refusalOf } from './signature.ts'

/**
 * The part of OVHcloud's API for SMS that a number of Time2Chat uses. Where nothing else is named, facts come from OVH's schema
 * (ovh/ovhcloud-cli, internal/assets/api-schemas/sms.json). The schema has no limits of lists, no pages and no error for any operation.
 */
const routes = [
  { action: 'GetTime', method: 'GET', path: /^\/auth\/time$/ },
  { action: 'GetPtt', method: 'GET', path: /^\/sms\/ptts$/ },
  { action: 'GetAccount', method: 'GET', path: inAccount('') },
  { action: 'ChangeAccount', method: 'PUT', path: inAccount('') },
  { action: 'ListNumbers', method: 'GET', path: inAccount('/virtualNumbers') },
  { action: 'ListIncoming', method: 'GET', path: inAccount('/virtualNumbers/{number}/incoming') },
  { action: 'GetIncoming', method: 'GET', path: inAccount('/virtualNumbers/{number}/incoming/{id}') },
  { action: 'DeleteIncoming', method: 'DELETE', path: inAccount('/virtualNumbers/{number}/incoming/{id}') },
  { action: 'CreateJob', method: 'POST', path: inAccount('/virtualNumbers/{number}/jobs') },
  { action: 'GetOutgoing', method: 'GET', path: inAccount('/outgoing/{id}') },
  { action: 'DeleteOutgoing', method: 'DELETE', path: inAccount('/outgoing/{id}') },
] as const

/** How a number is written in a path isn't documented. Public clients write a plus, mostly encoded, or two zeros (RaspiSMS). */
function inAccount(path: string): RegExp {
  const inside = path.replace('{number}', '(?:%2B|\\+|00)(?<number>\\d+)').replace('{id}', '(?<id>\\d+)')
  return new RegExp(`^/sms/(?<serviceName>[\\w-]+)${inside}$`)
}

/** OVHcloud is served below this path, which for a function also contains its access key, since OVHcloud's keys don't name functions. */
const basePath = /^\/ovh(?:\/(ASIA[\dA-F]{16}))?\/1\.0(\/[^?]*)(?:\?(.*))?$/

/** Reads a request to OVHcloud, whose method and path name the action. Undefined for requests to other services. */
export const ovhRequest = (
  { method = '', url = '', headers }: Pick<IncomingMessage, 'method' | 'url' | 'headers'>,
  body: string,
): OutsideCall | Answer | undefined => {
  const [inside, accessKeyId = '', path = '', query = ''] = basePath.exec(url) ?? []
  if (inside === undefined) return undefined
  const written = jsonObject(body || '{}')
  if (written === undefined) return ovhError(400, 'The body is no JSON object')
  const route = routes.find((known) => known.method === method && known.path.test(path))
  const parameters = {
    ...Object.fromEntries(new URLSearchParams(query)),
    ...written,
    ...route?.path.exec(path)?.groups,
  }
  const target = { method, url: `http://${headers.host}${url}`, path }
  return { service: 'ovh', action: route?.action ?? `${method} ${path}`, parameters, accessKeyId, target }
}

/** Makes functions call OVHcloud here, by a variable of theirs that holds its address: `https://eu.api.ovh.com/1.0`. */
export const toOvh =
  (variable: string | undefined, endpoint: string): Redirect =>
  (given, accessKeyId) =>
    variable !== undefined && variable in given ? { [variable]: `${endpoint}/ovh/${accessKeyId}/1.0` } : {}

/** Starts OVHcloud with this account. `handler` answers requests to its API. */
export const startOvh = (options: OvhOptions, phones: Dependencies['phones']) => {
  const { later, stop } = createTimers()
  const account = createOvhAccount(options, { phones, now: Date.now, later })
  return { account, handler: createOvhApi(account, options.keys, Date.now), stop }
}

export const createOvhApi = (account: OvhAccount, keys: readonly OvhKey[], now: () => number): ServiceHandler => {
  const handlers = actionsOf(account)
  return (call) => {
    if (call.action === 'GetTime') return ovhAnswer(200, Math.floor(now() / 1000))
    const refusal = refusalOf(call, keys, now())
    if (refusal !== undefined) return refusal
    const { serviceName, ...parameters } = call.parameters
    const isKnown = serviceName === undefined || serviceName === account.serviceName
    // The words for an unknown service were seen in an issue (ovh/ovhcloud-cli, 130).
    return (isKnown ? handlers[call.action]?.(parameters) : undefined) ?? ovhError(404, 'This service does not exist')
  }
}

/** Performs an action and returns the response; undefined if what it is about doesn't exist. */
type ActionHandler = (parameters: Call['parameters']) => Answer | undefined

/** Handles valid requests. OVHcloud's words about others are known for parameters that it doesn't describe (php-ovh, issue 63). */
const actionHandler =
  <T>(schema: z.ZodType<T>, work: (request: T) => Answer | undefined): ActionHandler =>
  (parameters) => {
    const { data, error } = schema.safeParse(parameters)
    if (error === undefined) return work(data)
    const [issue] = error.issues
    return issue?.code === 'unrecognized_keys'
      ? ovhError(400, `Received not described parameters: (${issue.keys.join(', ')})`)
      : ovhError(400, `Invalid parameter ${issue?.path.join('.')}: ${issue?.message}`)
  }

const actionsOf = (account: OvhAccount): { readonly [action: string]: ActionHandler } => ({
  GetPtt: actionHandler(z.strictObject({ ptt: z.coerce.number().int() }), ({ ptt }) => found(ptts[ptt])),
  GetAccount: () =>
    ovhAnswer(200, {
      name: account.serviceName,
      status: 'enable',
      channel: 'transactional',
      creditsLeft: account.creditsLeft(),
      ...account.settings(),
    }),
  // A settings object replaces the one that there is; whether OVHcloud merges them isn't documented.
  ChangeAccount: actionHandler(changes, (given) => {
    account.change(given)
    return ovhAnswer(200, null)
  }),
  ListNumbers: () => ovhAnswer(200, [...account.phones.keys()]),
  ListIncoming: actionHandler(incomingFilters, ({ number, sender, tag, ...times }) => {
    const [from, to] = [times['creationDatetime.from'], times['creationDatetime.to']].map((time) => time?.getTime())
    const found = [...(account.incomingOf(number)?.values() ?? [])]
      .filter((text) => (sender === undefined || sender === text.sender) && (tag === undefined || tag === text.tag))
      .filter(({ creationDatetime }) => {
        const at = Date.parse(creationDatetime)
        return at >= (from ?? at) && at <= (to ?? at)
      })
    // No order is documented, so this isn't the one that callers would like.
    return account.incomingOf(number) && ovhAnswer(200, found.map(({ id }) => id).toReversed())
  }),
  GetIncoming: actionHandler(inIncoming, ({ number, id }) => found(account.incomingOf(number)?.get(id))),
  DeleteIncoming: actionHandler(inIncoming, ({ number, id }) =>
    account.incomingOf(number)?.delete(id) ? ovhAnswer(200, null) : undefined,
  ),
  CreateJob: actionHandler(jobRequest, ({ number, differedPeriod, ...job }) => {
    if (!account.phones.has(number)) return undefined
    const report = account.take({ ...job, number, differedMinutes: differedPeriod })
    // OVH documents that without credits nothing is sent (FAQ of SMS), but neither the status nor the words, which are assumed.
    return report === undefined ? ovhError(403, 'Not enough credits') : ovhAnswer(200, report)
  }),
  // Until it is sent, a text is a job (`/jobs/{id}`); that its id stays the same is what RaspiSMS relies on.
  GetOutgoing: actionHandler(inOutgoing, ({ id }) => found(account.outgoing.get(id))),
  DeleteOutgoing: actionHandler(inOutgoing, ({ id }) =>
    account.outgoing.delete(id) ? ovhAnswer(200, null) : undefined,
  ),
})

const found = (object: object | undefined): Answer | undefined =>
  object === undefined ? undefined : ovhAnswer(200, object)

/** What the API says about a code (OVH's schema, `sms.PttDetails`). How long each lasts isn't documented. */
const ptt = (description: string) => ({ description, comment: description, duration: 'indeterminated' })

/** Some of the codes (OVH's guide of SMS users, codes ptt). */
const ptts: { readonly [code: number]: ReturnType<typeof ptt> } = {
  3: ptt('Used to indicate that the message has been accepted by the operator'),
  4: ptt('The message was delivered'),
  5: ptt('The message has been confirmed as undelivered but no detailed information related to the failure is known'),
}

const number = z.string().transform((digits) => `+${digits}`)

const id = z.coerce.number().int()

const inIncoming = z.strictObject({ number, id })

const inOutgoing = z.strictObject({ id })

const time = z.iso
  .datetime({ offset: true })
  .transform((text) => new Date(text))
  .optional()

const incomingFilters = z.strictObject({
  number,
  sender: z.string().optional(),
  tag: z.string().optional(),
  'creationDatetime.from': time,
  'creationDatetime.to': time,
})

const jobRequest = z.strictObject({
  number,
  message: z
    .string()
    .min(1)
    // OVH's FAQ of SMS: "un maximum de 6 SMS concaténés".
    .refine((message) => partsOf(message).parts <= 6, 'must not have more than 6 parts'),
  // The schema also offers documents and slots with receivers, which aren't there.
  receivers: z.array(z.string()).min(1),
  tag: z.string().default(''),
  differedPeriod: z.int().min(0).default(0),
  // These make no difference here.
  validityPeriod: z.int().min(0).optional(),
  charset: z.literal('UTF-8').optional(),
  coding: z.enum(['7bit', '8bit']).optional(),
  class: z.enum(['flash', 'phoneDisplay', 'sim', 'toolkit']).optional(),
  priority: z.enum(['high', 'low', 'medium', 'veryLow']).optional(),
})

/** What PUT may change. Whether OVHcloud ignores or refuses what can only be read isn't documented; here it is refused. */
const changes = z.strictObject({
  automaticRecreditAmount: z.literal([100, 200, 250, 500, 1000, 5000, 10_000]).nullable().exactOptional(),
  creditThresholdForAutomaticRecredit: z.number().exactOptional(),
  callBack: z.string().nullable().exactOptional(),
  stopCallBack: z.string().nullable().exactOptional(),
  description: z.string().exactOptional(),
  templates: z.strictObject({ time2chatAutomaticResponse: z.string().nullable() }).exactOptional(),
})
