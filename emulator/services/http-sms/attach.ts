import { Refusal } from '../../../settings/refusal.ts'
import type { CarrierLine } from '../../account.ts'
import type { Stack } from '../../template/stack.ts'
import type { HttpSmsAccount } from './account.ts'
import { minute } from './units.ts'
import { eventTypes } from './webhook.ts'

/**
 * Attaches the phones of an account to a stack's lines as `ops attach` would. Each phone sends once and at its line's pace, a webhook
 * gets all events that matter, and the stack's secret holds the account's keys. Throws a `Refusal` if the stack has no webhook.
 */
export const attachSims = (account: HttpSmsAccount, sims: readonly CarrierLine[], stack: Stack): void => {
  const { SimWebhookUrl: url, SimSecretArn: secretArn } = stack.outputs
  if (url === undefined || secretArn === undefined)
    throw new Refusal('The template lacks the outputs SimWebhookUrl and SimSecretArn, which lines with a SIM need.')
  const { apiKey, userId } = account
  const secret = { ...JSON.parse(stack.secretValue(secretArn)), apiKey, userId }
  stack.replaceSecret(secretArn, JSON.stringify(secret))
  const phone_numbers = sims.map(({ number }) => number)
  account.saveWebhook({ url, signing_key: secret.webhookKey, events: subscribedEvents, phone_numbers })
  for (const { number, gapMs } of sims) setUp(account, number, gapMs)
}

const setUp = ({ phones }: HttpSmsAccount, number: string, gapMs: number): void => {
  const phone = phones.get(number)
  phone?.replaceSettings({
    ...phone.settings(),
    max_send_attempts: 1,
    message_expiration_seconds: 600,
    messages_per_minute: paceOf(gapMs),
  })
}

/** `ops attach` subscribes to all events but this one, which says only that a phone has tried to send. */
const subscribedEvents = eventTypes.filter((type) => type !== 'message.phone.sent')

/**
 * Converts a gap to messages a minute, of which httpSMS allows 60 (its phone validator). A line without a gap has no limit here,
 * so that its replies are sent at once. httpSMS stores that as 0, though its API doesn't accept 0.
 */
const paceOf = (gapMs: number): number => (gapMs === 0 ? 0 : Math.min(60, Math.max(1, Math.floor(minute / gapMs))))
