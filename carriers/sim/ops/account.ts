import { z } from 'zod'

import { operatorConnectTimeoutMs } from '../../../ops/clients.ts'
import { second } from '../../../shared/rules/timing.ts'
import type { HttpSmsAccess } from '../send.ts'
import { ask } from './request.ts'

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

const webhook = z.object({
  id: z.string(),
  url: z.string(),
  signing_key: z.string(),
  events: z.array(z.string()).nullish(),
  phone_numbers: z.array(z.string()).nullish(),
})

const heartbeat = z.object({ timestamp: z.iso.datetime({ offset: true }) })

/** A phone as httpSMS stores it: 0 attempts mean two, and 0 seconds mean 600 (its phone entity). */
export type Phone = Readonly<z.infer<typeof phone>>

/** Where httpSMS posts events, which events, about which numbers, and the key that it signs them with. */
export type Webhook = Readonly<z.infer<typeof webhook>>
export type WebhookSettings = Omit<Webhook, 'id'>

/** httpSMS returns at most 20 phones at a time, and lets an account have fewer than 100 webhooks. */
const phonesAtATime = 20
const allWebhooks = 100

type Access = Pick<HttpSmsAccess, 'url' | 'apiKey'> & Partial<Pick<HttpSmsAccess, 'timeoutMs'>>

/** Opens an httpSMS account with its API key. */
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
    webhooks: () => get('/v1/webhooks', z.array(webhook), { limit: `${allWebhooks}` }),
    /** When the phone with this number last reported, in milliseconds; undefined if it never has. */
    lastHeartbeat: async (number: string): Promise<number | undefined> => {
      const [newest] = await get('/v1/heartbeats', z.array(heartbeat), { owner: number, limit: '1' })
      return newest && Date.parse(newest.timestamp)
    },
    savePhone: async (changed: Partial<Phone>): Promise<void> => {
      await ask(access, { method: 'PUT', path: '/v1/phones', body: changed }, z.unknown())
    },
    /** Changes the webhook with this id, or creates one if no id is given. */
    saveWebhook: async (id: string | undefined, settings: WebhookSettings): Promise<void> => {
      const target = id === undefined ? toCreate : ({ method: 'PUT', path: `/v1/webhooks/${id}` } as const)
      await ask(access, { ...target, body: settings }, z.unknown())
    },
  }
}

const toCreate = { method: 'POST', path: '/v1/webhooks' } as const
