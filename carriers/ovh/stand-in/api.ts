import type { z } from 'zod'
import { type Answer, type Call, type ServiceHandler, type StandIn, serveAlone } from '../../../emulator/index.ts'
import { createOvhAccount, type OvhAccount, type OvhOptions } from './account.ts'
import { createKeys, type KeyOptions } from './keys.ts'
import {
  accountRequest,
  autoResponseRequest,
  incomingRequest,
  inNumber,
  jobRequest,
  outgoingRequest,
  ovhAnswer,
  ovhError,
  ovhRequest,
} from './requests.ts'

/** OVHcloud with one SMS account. */
export const ovh: StandIn<OvhOptions, OvhAccount> = {
  name: 'ovh',
  variable: 'OVH_URL',
  pathFor: (accessKeyId) => `/ovh/${accessKeyId}/1.0`,
  request: ovhRequest,
  fail: ovhError,
  start: (options, within) => {
    const service = createOvhAccount(options, within)
    return { service, phones: service.phones, handler: createOvhApi(service, options, within.now) }
  },
}

export const serveOvh = (options: OvhOptions, now: () => number) => serveAlone(ovh, '/ovh/1.0', options, now)

const createOvhApi = (account: OvhAccount, options: KeyOptions, now: () => number): ServiceHandler => {
  const keys = createKeys(options)
  const handlers = actionsOf(account)
  return (call) => {
    if (call.action === 'AskForKey') return keys.ask(call)
    if (call.action === 'ConfirmKey') return keys.confirm(call.parameters['credentialToken']) ?? unknown
    const refusal = keys.refusalOf(call, now())
    if (refusal !== undefined) return refusal
    if (call.action === 'GetKey') return keys.current(call)
    if (call.action === 'ExpireKey') return keys.expire(call)
    const { id } = call.parameters
    if (call.action === 'ListKeys') return keys.list()
    if (call.action === 'GetKeyById') return keys.get(Number(id)) ?? unknown
    if (call.action === 'RevokeKey') return keys.revoke(Number(id)) ?? unknown
    const { serviceName, ...parameters } = call.parameters
    const { number } = parameters
    const isKnown =
      (serviceName === undefined || serviceName === account.serviceName) &&
      (number === undefined || account.phones.has(`+${number}`))
    return (isKnown ? handlers[call.action]?.(parameters) : undefined) ?? unknown
  }
}

/** These words were seen in an issue (ovh/ovhcloud-cli, 130). */
const unknown = ovhError(404, 'This service does not exist')

/** Performs an action and returns the response; undefined if what it is about doesn't exist. */
type ActionHandler = (parameters: Call['parameters']) => Answer | undefined

/** Handles valid requests. Of the errors, only the words about unknown parameters are known (php-ovh, issue 63). */
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
  GetAccount: () => {
    const { serviceName: name, creditsLeft, settings } = account
    const kind = { status: 'enable', channel: 'transactional' }
    return ovhAnswer(200, { name, ...kind, creditsLeft: creditsLeft(), ...settings() })
  },
  // A settings object replaces the one that there is; whether OVHcloud merges them isn't documented.
  ChangeAccount: actionHandler(accountRequest, (given) => changed(account.change(given))),
  // In the control panel (ovh/manager, telecom-sms.service.js), not in the schema; assumed to be the same text.
  GetAutoResponse: () => ovhAnswer(200, { autoResponse: account.settings().templates.time2chatAutomaticResponse }),
  ChangeAutoResponse: actionHandler(autoResponseRequest, (given) =>
    changed(account.change({ templates: { time2chatAutomaticResponse: given.autoResponse } })),
  ),
  ListNumbers: () => ovhAnswer(200, [...account.phones.keys()]),
  ListIncoming: actionHandler(incomingRequest, ({ number }) => listed(account.incomingOf(number)?.values() ?? [])),
  GetIncoming: actionHandler(inNumber, ({ number, id }) => found(account.incomingOf(number)?.get(id))),
  DeleteIncoming: actionHandler(inNumber, ({ number, id }) =>
    account.incomingOf(number)?.delete(id) ? ovhAnswer(200, null) : undefined,
  ),
  CreateJob: actionHandler(jobRequest, (job) => {
    const report = account.take(job)
    // Without credits nothing is sent (OVH's FAQ of SMS). Status and words are assumed.
    return report === undefined ? ovhError(403, 'Not enough credits') : ovhAnswer(200, report)
  }),
  // Until it is sent, a text is a job (`/jobs/{id}`); that its id stays the same is what RaspiSMS relies on.
  ListOutgoing: actionHandler(outgoingRequest, ({ number, deliveryReceipt, 'creationDatetime.to': to }) =>
    listed(
      [...account.outgoing.values()]
        .filter(({ sender }) => sender === number)
        .filter((text) => deliveryReceipt === undefined || text.deliveryReceipt === deliveryReceipt)
        .filter(({ creationDatetime }) => to === undefined || new Date(creationDatetime) <= to),
    ),
  ),
  GetOutgoing: actionHandler(inNumber, ({ id }) => found(account.outgoing.get(id))),
  DeleteOutgoing: actionHandler(inNumber, ({ id }) => (account.outgoing.delete(id) ? ovhAnswer(200, null) : undefined)),
})

/** The error for an answer that must not be empty is made up. */
const changed = (isChanged: boolean): Answer =>
  isChanged ? ovhAnswer(200, null) : ovhError(400, 'Invalid parameter templates')

const found = (object: object | undefined): Answer | undefined =>
  object === undefined ? undefined : ovhAnswer(200, object)

/** Lists bare ids. No order is documented, so this isn't the one that callers would like. */
const listed = (texts: Iterable<{ readonly id: number }>): Answer =>
  ovhAnswer(200, [...texts].map(({ id }) => id).toReversed())
