import * as z from 'zod/mini'
import { phoneOffline } from '../../shared/rules/carriers.ts'
import type { Config, Line } from '../../shared/rules/config.ts'
import type { DeliveryReport, DeliveryStatus } from '../../shared/rules/delivery-report.ts'
import { type InboundPayload, longestText, messageId } from '../../shared/rules/inbound-text.ts'
import { parseJson } from '../../shared/rules/parse-json.ts'
import { minute, second } from '../../shared/rules/timing.ts'

/** The meaning of an httpSMS event for a number. */
export type HttpSmsEvent =
  /** A text or a missed call. A call is answered like a text without words, unless the line ignores calls. */
  | { readonly kind: 'text' | 'call'; readonly payload: InboundPayload }
  | { readonly kind: 'report'; readonly report: DeliveryReport }
  | { readonly kind: 'phone'; readonly line: string; readonly state: 'offline' | 'online' }
  /** An event that we don't need, such as a phone about to try again. */
  | { readonly kind: 'nothing' }
  | { readonly kind: 'unknown' }

/** An event that can't be used. `reason` quotes nothing of it, because httpSMS mails that to the phone's owner. */
export type Malformed = { readonly kind: 'malformed'; readonly reason: string }

const number = z.string().check(z.maxLength(64))
const time = z.iso.datetime({ offset: true })

const call = z.object({ message_id: messageId, owner: number, contact: number, timestamp: time })
const text = z.extend(call, { content: z.string().check(z.maxLength(longestText)), encrypted: z.optional(z.boolean()) })
// The phone's owner may send other messages, with ids of any form.
const outgoing = z.object({ request_id: z.nullish(z.string()), is_final: z.optional(z.boolean()) })
const phone = z.object({ owner: number })

const event = z.object({ type: z.string(), data: z.optional(z.unknown()) })

/** Reads the CloudEvent that httpSMS posts to a webhook (its `events` package, July 2026). */
export const readHttpSmsEvent = (body: string): HttpSmsEvent | Malformed => {
  const { data: read } = event.safeParse(parseJson(body))
  if (read === undefined) return malformed('The body must be a CloudEvent in JSON.')
  const known = Object.hasOwn(readers, read.type) ? readers[read.type] : undefined
  if (known === undefined) return { kind: 'unknown' }
  return known(read.data) ?? malformed(`The data of the event ${read.type} is not what httpSMS documents.`)
}

type Reader = (data: unknown) => HttpSmsEvent | Malformed | undefined

const readers: { readonly [type: string]: Reader } = {
  'message.phone.received': (data) => {
    const { data: sms } = text.safeParse(data)
    if (sms?.encrypted === true)
      return malformed('The text is encrypted: remove the encryption key from the httpSMS app.')
    return sms && inbound('text', sms, sms.content)
  },
  'message.call.missed': (data) => {
    const { data: missed } = call.safeParse(data)
    return missed && inbound('call', missed, '')
  },
  'message.phone.sent': () => ({ kind: 'nothing' }),
  'message.phone.delivered': (data) => reported(data, 'delivered'),
  // The phone describes the reason in free text, which we can't classify.
  'message.send.failed': (data) => reported(data, 'unknown'),
  'message.send.expired': (data) => reported(data, 'expired'),
  'phone.heartbeat.offline': (data) => phoneIs(data, 'offline'),
  'phone.heartbeat.online': (data) => phoneIs(data, 'online'),
}

/** The names of the events that a webhook must subscribe to. */
export const httpSmsEvents: readonly string[] = Object.keys(readers).filter((type) => type !== 'message.phone.sent')

const inbound = (kind: 'text' | 'call', sms: z.infer<typeof call>, messageBody: string): HttpSmsEvent => ({
  kind,
  payload: {
    originationNumber: sms.contact,
    destinationNumber: sms.owner,
    messageBody,
    inboundMessageId: sms.message_id,
    receivedAt: new Date(sms.timestamp).toISOString(),
  },
})

/** A message without an id of ours was no reply. An expired one may be retried, unless the event is final. */
const reported = (data: unknown, status: DeliveryStatus): HttpSmsEvent | undefined => {
  const { data: message } = outgoing.safeParse(data)
  if (message === undefined) return undefined
  const { data: inboundId } = messageId.safeParse(message.request_id)
  if (inboundId === undefined || message.is_final === false) return { kind: 'nothing' }
  return { kind: 'report', report: { inboundId, status, costUsd: 0 } }
}

const phoneIs = (data: unknown, state: 'offline' | 'online'): HttpSmsEvent | undefined => {
  const { data: known } = phone.safeParse(data)
  return known && { kind: 'phone', line: known.owner, state }
}

const malformed = (reason: string): Malformed => ({ kind: 'malformed', reason })

/** Returns the rules of httpSMS's API for a SIM's phone: send nothing twice, nothing late, nothing in bursts. */
export const phoneRules = (gapMs: number) => ({
  // httpSMS would retry a message that the phone has not confirmed, but may have sent.
  max_send_attempts: 1,
  message_expiration_seconds: 600,
  messages_per_minute: Math.min(maxPerMinute, Math.max(1, Math.floor(minute / gapMs))),
})

const maxPerMinute = 60

/** Where httpSMS posts events, which events, about which numbers, and the key that it signs them with. */
export const webhook = z.object({
  url: z.string(),
  signing_key: z.string(),
  events: z.nullish(z.array(z.string())),
  phone_numbers: z.nullish(z.array(z.string())),
})

export type WebhookSettings = Readonly<z.infer<typeof webhook>>

/** httpSMS lets an account have fewer webhooks. */
export const allWebhooks = 100

/** Finds the webhook with our address, even if the address was typed differently. */
export const webhookTo = <W extends WebhookSettings>(url: string, webhooks: readonly W[]): W | undefined =>
  webhooks.find((one) => URL.canParse(one.url) && new URL(one.url).href === new URL(url).href)

export type WebhookTrouble = 'WEBHOOK_MISSING' | 'WEBHOOK_EVENTS' | 'WEBHOOK_KEY'

/** The reason why a webhook doesn't deliver everything about a number; undefined if it does. */
export const webhookTrouble = (
  ours: WebhookSettings | undefined,
  number: string,
  signingKey: string,
): WebhookTrouble | undefined => {
  if (ours?.phone_numbers?.includes(number) !== true) return 'WEBHOOK_MISSING'
  if (httpSmsEvents.some((event) => ours.events?.includes(event) !== true)) return 'WEBHOOK_EVENTS'
  return ours.signing_key === signingKey ? undefined : 'WEBHOOK_KEY'
}

/** httpSMS allows five seconds for the response to an event, and tries twice (its webhook service). */
export const webhookTimeoutMs = 5 * second

/** The app reports every fifteen minutes (httpSMS, heartbeat worker), so an offline phone has missed two reports. */
export const phoneSilenceMs = 35 * minute

/** Returns the SIM line with this number. A phone brings texts for SIM lines only. */
export const httpSmsLineOf = ({ lines }: Pick<Config, 'lines'>, number: string): Line | undefined =>
  lines.find((line) => line.number === number && line.carrier === 'httpsms')

export const httpSmsMetricNames = {
  /** A phone stopped reporting, or a reply is due on a phone that doesn't report. */
  phoneOffline: phoneOffline.metric,
  webhookKeysUnreadable: 'WebhookKeysUnreadable',
} as const

export const httpSmsLogEvents = {
  phoneOffline: phoneOffline.event,
  phoneOnline: 'phone online',
  webhookRefused: 'webhook refused',
  webhookEventUnknown: 'webhook event unknown',
  webhookKeysUnreadable: 'webhook keys unreadable',
} as const
