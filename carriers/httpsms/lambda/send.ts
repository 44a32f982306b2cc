import * as z from 'zod/mini'
import { type Answer, requestOnce, type Timeouts } from '../../../shared/adapters/http.ts'
import { environment } from '../../../shared/adapters/lambda.ts'
import { createSecretsClient } from '../../../shared/adapters/secrets.ts'
import { unanswered } from '../../../shared/adapters/unsent.ts'
import type { Gateway, OutboundText, SendResult } from '../../../shared/ports.ts'
import { parseJson } from '../../../shared/rules/parse-json.ts'
import { connectTimeoutMs, publishTimeoutMs, questionTimeoutMs } from '../../../shared/rules/timing.ts'
import { presenceBy } from '../../presence.ts'
import { allWebhooks, phoneSilenceMs, webhook, webhookTo, webhookTrouble } from '../rules.ts'
import { createHttpSmsSecret, type HttpSmsSecret } from '../secret.ts'

type Dependencies = {
  readonly url: string
  /** The address of the stage's webhook. */
  readonly webhookUrl: string
  readonly readSecret: () => Promise<HttpSmsSecret>
  readonly now: () => number
}

export const createHttpSmsGateway = (
  { url, webhookUrl, readSecret, now }: Dependencies,
  { connectMs = connectTimeoutMs, timeoutMs = publishTimeoutMs, questionMs = questionTimeoutMs } = {},
): Gateway => ({
  /** Asks whether the phone is online: one that is off loses messages, or sends them all at once later. */
  ask: async ({ from }) => {
    try {
      const { apiKey } = await readSecret()
      if (apiKey === '') return { refused: notAttached }
      const question = { method: 'GET', path: '/v1/heartbeats', query: { owner: from, limit: '1', skip: '0' } } as const
      const { status, readBody } = await askHttpSms({ url, apiKey, connectMs, timeoutMs: questionMs }, question)
      const body = await readBody()
      return status === 200 && now() - lastHeartbeat(body) >= phoneSilenceMs
        ? 'not ready'
        : presenceBy(status, `HTTP_${status}`)
    } catch {
      return 'nobody'
    }
  },
  hears: async (number) => {
    try {
      const { apiKey, webhookKey } = await readSecret()
      const question = { method: 'GET', path: '/v1/webhooks', query: { limit: `${allWebhooks}`, skip: '0' } } as const
      const { status, readBody } = await askHttpSms({ url, apiKey, connectMs, timeoutMs: questionMs }, question)
      const { data } = webhooks.safeParse(parseJson(await readBody()))
      // What we don't understand raises no alarm.
      const trouble = data && webhookTrouble(webhookTo(webhookUrl, data.data), number, webhookKey)
      return trouble === undefined ? presenceBy(status, `HTTP_${status}`) : { refused: trouble }
    } catch {
      return 'nobody'
    }
  },
  send: async (outbound) => {
    // If the key can't be read, no request has been made to httpSMS, so a retry sends nothing twice.
    const { apiKey } = await readSecret().catch(() => ({ apiKey: '' }))
    if (apiKey === '') return { kind: 'retryable', reason: notAttached }
    const request = { method: 'POST', path: '/v1/messages/send', body: message(outbound) } as const
    try {
      const { status, readBody } = await askHttpSms({ url, apiKey, connectMs, timeoutMs }, request)
      return answerFrom(status, await readBody().catch(() => ''))
    } catch (error) {
      return unanswered(error)
    }
  },
})

const notAttached = 'NOT_ATTACHED'

const heartbeats = z.object({ data: z.array(z.object({ timestamp: z.iso.datetime({ offset: true }) })) })

const webhooks = z.object({ data: z.array(webhook) })

/** A phone that never reported counts as silent; what we don't understand must not silence a line. */
const lastHeartbeat = (body: string): number => {
  const { data } = heartbeats.safeParse(parseJson(body))
  if (data === undefined) return Number.POSITIVE_INFINITY
  const [newest] = data.data
  return newest === undefined ? 0 : Date.parse(newest.timestamp)
}

/** The phone's reports return the `request_id`. It is no idempotency token: asked twice, httpSMS sends twice. */
const message = ({ inboundId, from, to, text }: OutboundText) => ({ from, to, content: text, request_id: inboundId })

/**
 * httpSMS stores a message before all else, so only a 4xx but 408 proves that nothing was accepted (its message
 * handler). A wrong number stays wrong; a wrong key, a used-up plan and an unknown phone can be fixed.
 */
const answerFrom = (status: number, body: string): SendResult => {
  const reason = `HTTP_${status}`
  if (status >= 200 && status < 300) return { kind: 'accepted' }
  if (status < 400 || status >= 500 || status === 408) return { kind: 'unknown', reason }
  if (status === 429) return { kind: 'throttled', reason }
  if (status === 400 || (status === 422 && blames(body, 'to'))) return { kind: 'rejected', reason }
  return { kind: status === 422 && !blames(body, 'from') ? 'refused' : 'retryable', reason }
}

const validation = z.object({ data: z.record(z.string(), z.unknown()) })

const blames = (body: string, field: string): boolean =>
  Object.hasOwn(validation.safeParse(parseJson(body)).data?.data ?? {}, field)

/** The address of httpSMS's API, such as `https://api.httpsms.com`, and the API key of an account. */
export type HttpSmsAccess = Timeouts & { readonly url: string; readonly apiKey: string }

export type HttpSmsRequest = {
  readonly method: 'GET' | 'POST' | 'PUT'
  readonly path: string
  readonly query?: Readonly<Record<string, string>>
  readonly body?: object
}

/** Sends a request to httpSMS, once. Throws if there is no response in time. */
export const askHttpSms = (
  { url, apiKey, ...timeouts }: HttpSmsAccess,
  { method, path, query, body }: HttpSmsRequest,
): Promise<Answer> =>
  requestOnce(
    {
      method,
      url: `${url.replace(/\/$/, '')}${path}${query === undefined ? '' : `?${new URLSearchParams(query)}`}`,
      headers: { 'x-api-key': apiKey },
      body: body && JSON.stringify(body),
    },
    timeouts,
  )

export const createHttpSms = (now: () => number): Gateway =>
  createHttpSmsGateway({
    url: environment('HTTP_SMS_URL'),
    webhookUrl: environment('HTTP_SMS_WEBHOOK_URL'),
    readSecret: createHttpSmsSecret(createSecretsClient(), environment('HTTP_SMS_SECRET_ARN'), now),
    now,
  })
