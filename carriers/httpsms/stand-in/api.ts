import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import {
  type Answer,
  type Call,
  type ServiceHandler,
  type StandIn,
  serveAlone,
  type Within,
} from '../../../emulator/index.ts'
import { createPhone, type Phone } from './phone.ts'
import {
  heartbeatsRequest,
  httpSmsAnswer,
  httpSmsRequest,
  messageRequest,
  phoneRequest,
  phonesRequest,
  type WebhookTerms,
  webhookChange,
  webhookRequest,
  webhooksRequest,
} from './requests.ts'
import { messageAnswer } from './send-queue.ts'
import { createEvent, tellWebhooks, type Webhook } from './webhook.ts'

/** httpSMS with one account that has phones with these numbers. */
export const httpSms: StandIn<readonly string[], HttpSmsAccount> = {
  name: 'http-sms',
  variable: 'HTTP_SMS_URL',
  pathFor: (accessKeyId) => `/http-sms/${accessKeyId}`,
  request: httpSmsRequest,
  fail: httpSmsAnswer,
  start: (numbers, within) => {
    const service = createAccount(numbers, within)
    return { service, phones: service.phones, handler: createApi(service) }
  },
}

export const serveHttpSms = (numbers: readonly string[], now: () => number) =>
  serveAlone(httpSms, '/http-sms', numbers, now)

type HttpSmsAccount = ReturnType<typeof createAccount>

const createAccount = (numbers: readonly string[], { phones: { deliver }, now, later }: Within) => {
  const userId = 'local'
  const webhooks = new Map<string, Webhook>()
  const phoneOf = (number: string): Phone =>
    createPhone(number, {
      ...{ deliver, now, later },
      tell: (...event) => tellWebhooks([...webhooks.values()], createEvent(...event, now()), number, now),
    })
  return {
    apiKey: 'local',
    userId,
    phones: new Map(numbers.map((number) => [number, phoneOf(number)])) as ReadonlyMap<string, Phone>,
    webhooks: () => [...webhooks.values()],
    /** Replaces the webhook with this id, or adds a new one without an id. */
    saveWebhook: (terms: WebhookTerms, id: string = randomUUID()): Webhook => {
      const webhook = { ...terms, id, user_id: userId }
      webhooks.set(id, webhook)
      return webhook
    },
  }
}

/** The part of httpSMS's API that a number and its operators use. Callers need the account's key. */
const createApi = (account: HttpSmsAccount): ServiceHandler => {
  const handlers: Actions = {
    ...phoneActions(account),
    ...webhookActions(account),
    GetUser: () => done('user fetched successfully', { id: account.userId }),
  }
  return ({ action, parameters, headers }) => {
    if (headers['x-api-key'] !== account.apiKey)
      return httpSmsAnswer(
        401,
        'You are not authorized to carry out this request.',
        'Make sure your API key is set in the [X-API-Key] header in the request',
      )
    return handlers[action]?.(parameters) ?? httpSmsAnswer(404, `The emulator's httpSMS has no ${action}`)
  }
}

type ActionHandler = (parameters: Call['parameters']) => Answer
type Actions = { readonly [action: string]: ActionHandler }

/** Handles valid requests, and says of others what is wrong with which field (httpSMS's handlers). */
const actionHandler =
  <T>(schema: z.ZodType<T>, work: (request: T) => Answer): ActionHandler =>
  (parameters) => {
    const result = schema.safeParse(parameters)
    return result.success ? work(result.data) : invalid(z.flattenError(result.error).fieldErrors)
  }

const invalid = (fields: { readonly [field: string]: readonly string[] | undefined }): Answer =>
  httpSmsAnswer(422, 'The request is not valid', fields)

const done = (message: string, data: unknown, status = 200): Answer => httpSmsAnswer(status, message, data)

const phoneActions = ({ phones }: HttpSmsAccount): Actions => ({
  SendMessage: actionHandler(messageRequest, ({ from, to, content, request_id }) => {
    const phone = phones.get(from)
    if (phone === undefined) return invalid({ from: [`there is no phone with the number ${from}`] })
    const message = {
      id: randomUUID(),
      requestId: request_id || null,
      to,
      text: content,
      maxAttempts: phone.settings().max_send_attempts,
    }
    phone.send(message)
    return done('message added to queue', messageAnswer(message, phone.settings()))
  }),
  ListHeartbeats: actionHandler(heartbeatsRequest, ({ owner, limit, skip }) => {
    const phone = phones.get(owner)
    const newest = phone === undefined ? [] : [{ owner, timestamp: new Date(phone.lastHeartbeatAt()).toISOString() }]
    return done('fetched heartbeats', newest.slice(skip, skip + limit))
  }),
  ListPhones: actionHandler(phonesRequest, ({ limit, skip }) => {
    const all = [...phones.values()].map((phone) => phone.settings())
    return done('fetched phones', all.slice(skip, skip + limit))
  }),
  UpdatePhone: actionHandler(phoneRequest, ({ phone_number, ...changes }) => {
    const phone = phones.get(phone_number)
    // httpSMS itself would create the phone.
    if (phone === undefined) return invalid({ phone_number: [`there is no phone with the number ${phone_number}`] })
    phone.change(changes)
    return done('phone updated successfully', phone.settings())
  }),
})

const webhookActions = ({ phones, webhooks, saveWebhook }: HttpSmsAccount): Actions => {
  const save = (terms: WebhookTerms, id?: string) => {
    const unknown = terms.phone_numbers.filter((number) => !phones.has(number))
    if (unknown.length > 0)
      return invalid({ from: unknown.map((number) => `there is no phone with the number ${number}`) })
    const webhook = saveWebhook(terms, id)
    return id === undefined
      ? done('webhook created successfully', webhook, 201)
      : done('webhook updated successfully', webhook)
  }
  return {
    ListWebhooks: actionHandler(webhooksRequest, ({ limit, skip }) =>
      done('fetched webhooks', webhooks().slice(skip, skip + limit)),
    ),
    CreateWebhook: actionHandler(webhookRequest, (terms) => save(terms)),
    UpdateWebhook: actionHandler(webhookChange, ({ id, ...terms }) =>
      webhooks().some((webhook) => webhook.id === id)
        ? save(terms, id)
        : httpSmsAnswer(500, 'There is no such webhook'),
    ),
  }
}
