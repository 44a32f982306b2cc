import { randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import { callUrl, isFunctionHost, isLoopbackHost } from '../../../emulator/index.ts'
import type { WebhookTerms } from './requests.ts'

/** In milliseconds, as their twins in shared/rules/timing.ts. */
export const second = 1000
export const minute = 60 * second

/** A webhook as httpSMS's API shows it. */
export type Webhook = WebhookTerms & { readonly id: string; readonly user_id: string }

/** The attempts after which httpSMS gives up and mails the phone's owner. */
const maxAttempts = 2

/** Posts an event about a phone to every webhook that has subscribed to it. Never throws. */
export const tellWebhooks = async (all: readonly Webhook[], event: Event, number: string, now: () => number) => {
  const wanting = all.filter((one) => one.events.includes(event.type) && one.phone_numbers.includes(number))
  await Promise.all(
    wanting.map(async (webhook) => {
      for (let attempts = 0; attempts < maxAttempts; attempts++) {
        // httpSMS signs each attempt separately, and doesn't sign without a key.
        const token = webhook.signing_key === '' ? undefined : await tokenFor(webhook, now())
        const status = await postEvent(event, webhook.url, token)
        if (status !== undefined && status < 400) return
      }
    }),
  )
}

/** httpSMS waits five seconds for the response to an event (its webhook service). */
const timeoutMs = 5 * second

/** Posts an event once. Returns the status; undefined if none came in time, or the address isn't on this machine. */
export const postEvent = async (event: Event, url: string, token?: string): Promise<number | undefined> => {
  if (!URL.canParse(url) || !isHere(new URL(url))) return undefined
  const headers = {
    'content-type': 'application/json',
    'x-event-type': event.type,
    ...(token !== undefined && { authorization: `Bearer ${token}` }),
  }
  const signal = AbortSignal.timeout(timeoutMs)
  const body = JSON.stringify(event)
  const answer = await callUrl(url, { method: 'POST', headers, body, signal }).catch(() => undefined)
  return answer?.status
}

const isHere = ({ host }: URL): boolean => isLoopbackHost(host) || isFunctionHost(host)

/** Makes the token by which a webhook recognises httpSMS, but not the event (its webhook service, July 2026). */
export const tokenFor = (
  { url, signing_key, user_id }: Pick<Webhook, 'url' | 'signing_key' | 'user_id'>,
  now: number,
): Promise<string> => {
  const seconds = Math.floor(now / 1000)
  return new SignJWT()
    .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
    .setIssuer('api.httpsms.com')
    .setAudience([url])
    .setSubject(user_id)
    .setIssuedAt(seconds)
    .setNotBefore(seconds - validSeconds)
    .setExpirationTime(seconds + validSeconds)
    .sign(new TextEncoder().encode(signing_key))
}

/** A token is valid for this long before and after it is made. */
const validSeconds = 10 * 60

/** httpSMS posts a CloudEvent to a webhook (CloudEvents 1.0, JSON format). */
export type Event = ReturnType<typeof createEvent>

/** Creates an event with the data of its type (httpSMS's `events` package), from this path of httpSMS's API. */
export const createEvent = (type: string, source: string, data: object, now: number) => ({
  specversion: '1.0',
  id: randomUUID(),
  source,
  type,
  datacontenttype: 'application/json',
  time: new Date(now).toISOString(),
  data,
})
