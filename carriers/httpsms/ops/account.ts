import { z } from 'zod'
import { operatorConnectTimeoutMs } from '../../../ops/clients.ts'
import { Refusal } from '../../../settings/refusal.ts'
import type { Translated } from '../../../settings/values.ts'
import { neverConnected } from '../../../shared/adapters/unsent.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { second } from '../../../shared/rules/timing.ts'
import { askHttpSms, type HttpSmsAccess, type HttpSmsRequest } from '../lambda/send.ts'
import { allWebhooks, type WebhookSettings, webhook } from '../rules.ts'

const phone = z.object({
  phone_number: z.string(),
  sim: z.string(),
  messages_per_minute: z.number(),
  max_send_attempts: z.number(),
  message_expiration_seconds: z.number(),
  missed_call_auto_reply: z.string().nullish(),
  message_send_schedule_id: z.string().nullish(),
  fcm_token: z.string().nullish(),
})

const storedWebhook = z.object({ id: z.string(), ...webhook.shape })

const heartbeat = z.object({ timestamp: z.iso.datetime({ offset: true }) })

/** A phone as httpSMS stores it: 0 attempts mean two, and 0 seconds mean 600 (its phone entity). */
export type Phone = Readonly<z.infer<typeof phone>>

export type Webhook = Readonly<z.infer<typeof storedWebhook>>

/** httpSMS returns at most 20 phones at a time. */
const phonesAtATime = 20

type Access = Pick<HttpSmsAccess, 'url' | 'apiKey'> & Partial<Pick<HttpSmsAccess, 'timeoutMs'>>

export const openHttpSms = ({ url, apiKey, timeoutMs = 10 * second }: Access) => {
  const access: HttpSmsAccess = { url, apiKey, connectMs: operatorConnectTimeoutMs, timeoutMs }
  const get = <T>(path: string, data: z.ZodType<T>, query: Readonly<Record<string, string>> = {}) =>
    ask(access, { method: 'GET', path, query }, data)
  const phones = async (skip = 0): Promise<readonly Phone[]> => {
    const some = await get('/v1/phones', z.array(phone), { limit: `${phonesAtATime}`, skip: `${skip}` })
    return some.length < phonesAtATime ? some : [...some, ...(await phones(skip + phonesAtATime))]
  }
  return {
    userId: async () => (await get('/v1/users/me', z.object({ id: z.string() }))).id,
    phones: () => phones(),
    webhooks: () => get('/v1/webhooks', z.array(storedWebhook), { limit: `${allWebhooks}` }),
    /** When the phone with this number last reported, in milliseconds; undefined if it never has. */
    lastHeartbeat: async (number: string): Promise<number | undefined> => {
      const [newest] = await get('/v1/heartbeats', z.array(heartbeat), { owner: number, limit: '1' })
      return newest && Date.parse(newest.timestamp)
    },
    savePhone: async (changed: Partial<Phone>): Promise<void> => {
      await ask(access, { method: 'PUT', path: '/v1/phones', body: changed }, z.unknown())
    },
    saveWebhook: async (id: string | undefined, settings: WebhookSettings): Promise<void> => {
      const target = id === undefined ? toCreate : ({ method: 'PUT', path: `/v1/webhooks/${id}` } as const)
      await ask(access, { ...target, body: settings }, z.unknown())
    },
  }
}

const toCreate = { method: 'POST', path: '/v1/webhooks' } as const

/** Thrown when httpSMS refuses its key. */
export class KeyRefused extends Refusal {}

/** Sends a request to httpSMS, once, and returns the data. Throws a `Refusal`, which never contains the key. */
const ask = async <T>(access: HttpSmsAccess, request: HttpSmsRequest, data: z.ZodType<T>): Promise<T> => {
  // A key that can't be sent in a header is invalid.
  if (!/^[!-~]+$/.test(access.apiKey)) throw keyRefused()
  const { status, body } = await reach(access, request)
  const json = parseJson(body)
  if (json === undefined && body !== '')
    throw new Refusal({
      en: `What answered for httpSMS at ${new URL(access.url).origin} with the status ${status} does not speak like it: ${isItsApi.en}, and whether a proxy is in between.`,
      fr: `Ce qui a répondu pour httpSMS à ${new URL(access.url).origin}, avec le statut ${status}, ne parle pas comme lui\u00a0: ${isItsApi.fr}, et si un proxy s’interpose.`,
    })
  if (status === 401 || status === 403) throw keyRefused()
  if (status === 402)
    throw new Refusal({
      en: 'httpSMS wants a larger plan for that: the texts of this one are used up, or there are ten webhooks.',
      fr: 'Il faut pour cela une offre plus large de httpSMS\u00a0: celle-ci est épuisée, ou il y a dix webhooks.',
    })
  const what = `${request.method} ${request.path}`
  if (status < 200 || status > 299)
    throw new Refusal({
      en: `httpSMS refused ${what} with the status ${status}.`,
      fr: `httpSMS a refusé ${what}, avec le statut ${status}.`,
    })
  const { data: answer } = z.object({ data }).safeParse(json)
  if (answer === undefined)
    throw new Refusal({
      en: `What httpSMS answers to ${what} is not what it documents: ${isItsApi.en}.`,
      fr: `Ce que httpSMS répond à ${what} n’est pas ce qu’il documente\u00a0: ${isItsApi.fr}.`,
    })
  return answer.data
}

const isItsApi: Translated = {
  en: 'see that httpSms.url in settings is its API',
  fr: 'voyez si httpSms.url, dans les réglages, est bien son API',
}

/** What to do about a key that httpSMS refuses. */
export const refusedKey: Translated = {
  en: 'httpSMS refuses the API key: put the one that its Settings show into HTTPSMS_API_KEY, and attach',
  fr: 'httpSMS refuse la clé d’API\u00a0: mettez celle de ses Settings dans HTTPSMS_API_KEY, et lancez attach',
}

const keyRefused = (): KeyRefused => new KeyRefused({ en: `${refusedKey.en}.`, fr: `${refusedKey.fr}.` })

const reach = async (access: HttpSmsAccess, request: HttpSmsRequest) => {
  try {
    const { status, readBody } = await askHttpSms(access, request)
    return { status, body: await readBody() }
  } catch (error) {
    const [seconds, { origin }] = [access.timeoutMs / second, new URL(access.url)]
    throw new Refusal(
      isTimeout(error)
        ? {
            en: `httpSMS did not answer within ${seconds} seconds: try again.`,
            fr: `httpSMS n’a pas répondu en ${seconds} secondes\u00a0: réessayez.`,
          }
        : {
            en: `httpSMS can't be reached at ${origin}: see that you are connected, and httpSms.url in settings.`,
            fr: `httpSMS est injoignable à ${origin}\u00a0: voyez si vous êtes en ligne, et httpSms.url dans les réglages.`,
          },
    )
  }
}

/** Whether httpSMS was reached and did not respond in time, by our own time-out or the HTTP client's. */
const isTimeout = (error: unknown): boolean =>
  error instanceof Error && ['AbortError', 'TimeoutError'].includes(error.name) && !neverConnected(error)
