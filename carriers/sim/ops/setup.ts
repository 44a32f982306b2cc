import { httpSmsEvents } from '../rules/http-sms-event.ts'
import { phoneRules } from '../rules/phone.ts'
import type { Phone, Webhook, WebhookSettings } from './account.ts'

/** What to send so that a phone keeps these rules: httpSMS forgets which schedule and which push token it has unless they come along (its phone service). */
export const phoneUpdate = ({ phone_number, sim, message_send_schedule_id, fcm_token }: Phone, gapMs: number) => ({
  phone_number,
  sim,
  ...(message_send_schedule_id != null && { message_send_schedule_id }),
  ...(fcm_token != null && { fcm_token }),
  ...phoneRules(gapMs),
})

/** Whether httpSMS itself answers a missed call. Its API takes no empty reply (its phone request), so that nobody can clear it from here. */
export const answersCallers = ({ missed_call_auto_reply }: Phone): boolean => (missed_call_auto_reply ?? '') !== ''

export const stopAnsweringCallers =
  "httpSMS itself answers who calls, outside every limit: empty the phone's Missed Call AutoReply in its Settings; if it stays, delete the phone there, sign in to the app anew, and attach again"

/** The webhook with our address, however it was typed. */
export const webhookTo = (url: string, webhooks: readonly Webhook[]): Webhook | undefined =>
  webhooks.find((webhook) => URL.canParse(webhook.url) && new URL(webhook.url).href === new URL(url).href)

/** Those beside ours that are told of a number's texts, too: httpSMS tells every one. */
export const webhooksBeside = (ours: Webhook | undefined, number: string, webhooks: readonly Webhook[]) =>
  webhooks.filter(
    ({ id, phone_numbers, events }) =>
      id !== ours?.id && phone_numbers?.includes(number) && events?.includes('message.phone.received'),
  )

/** The webhook for a number more than it has; numbers that the account has no longer would be refused. */
export const webhookFor = (
  number: string,
  url: string,
  signing_key: string,
  existing: Webhook | undefined,
  phones: readonly Phone[],
): WebhookSettings => {
  const known = existing?.phone_numbers?.filter((one) => phones.some(({ phone_number }) => phone_number === one)) ?? []
  return { url, signing_key, events: [...httpSmsEvents], phone_numbers: [...new Set([...known, number])] }
}

/** Why a webhook does not tell all of a number; undefined if it does. */
export const webhookTrouble = (
  webhook: Webhook | undefined,
  number: string,
  signingKey: string,
): string | undefined => {
  if (webhook?.phone_numbers?.includes(number) !== true) return 'httpSMS tells this stage nothing of it'
  const missing = httpSmsEvents.filter((event) => webhook.events?.includes(event) !== true)
  if (missing.length > 0) return `httpSMS does not tell of ${missing.join(', ')}`
  return webhook.signing_key === signingKey
    ? undefined
    : 'its signing key is not ours, so that every event is refused, at the latest an hour after ours was changed'
}
