import type { Event } from './event.ts'
import { postEvent } from './post.ts'
import { tokenFor } from './token.ts'

/** A webhook as httpSMS's API shows it. */
export type Webhook = {
  readonly id: string
  readonly user_id: string
  readonly url: string
  readonly signing_key: string
  readonly phone_numbers: readonly string[]
  readonly events: readonly string[]
}

/** The events that httpSMS can post (its webhook validator). */
export const eventTypes = [
  'message.phone.received',
  'message.call.missed',
  'message.phone.sent',
  'message.phone.delivered',
  'message.send.failed',
  'message.send.expired',
  'phone.heartbeat.offline',
  'phone.heartbeat.online',
] as const

/** The attempts after which httpSMS gives up and mails the phone's owner. */
const maxAttempts = 2

/** Posts an event about a phone to every webhook that has subscribed to it. Never throws. */
export const tellWebhooks = async (
  webhooks: readonly Webhook[],
  event: Event,
  phoneNumber: string,
  now: () => number,
): Promise<void> => {
  const wanting = webhooks.filter(
    ({ events, phone_numbers }) => events.includes(event.type) && phone_numbers.includes(phoneNumber),
  )
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
