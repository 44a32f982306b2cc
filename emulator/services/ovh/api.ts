import { z } from 'zod'
import { ovhAnswer, ovhError } from '../../endpoint/answers.ts'
import type { Answer, Call } from '../../endpoint/call.ts'
import type { ServiceHandler } from '../../endpoint/request.ts'
import { createTimers } from '../../journal.ts'
import type { Redirect } from '../lambda/function.ts'
import { createOvhAccount, type Dependencies, type OvhAccount, type OvhOptions } from './account.ts'
import { accountRequest, autoResponseRequest, incomingRequest, inIncoming, inOutgoing, jobRequest } from './requests.ts'
import { type OvhKey, refusalOf } from './signature.ts'

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
    const { number } = parameters
    const isKnown =
      (serviceName === undefined || serviceName === account.serviceName) &&
      (number === undefined || account.phones.has(`+${number}`))
    // The words about an unknown service were seen in an issue (ovh/ovhcloud-cli, 130).
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
  ChangeAccount: actionHandler(accountRequest, (given) => {
    account.change(given)
    return ovhAnswer(200, null)
  }),
  // The control panel has this of each number (ovh/manager, telecom-sms.service.js), the schema of 2025 doesn't. That it is the same text as
  // the account's template is assumed.
  GetAutoResponse: () => ovhAnswer(200, { autoResponse: account.settings().templates.time2chatAutomaticResponse }),
  ChangeAutoResponse: actionHandler(autoResponseRequest, (given) => {
    account.change({ templates: { time2chatAutomaticResponse: given.autoResponse } })
    return ovhAnswer(200, null)
  }),
  ListNumbers: () => ovhAnswer(200, [...account.phones.keys()]),
  ListIncoming: actionHandler(incomingRequest, ({ number, sender, tag, ...times }) => {
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
