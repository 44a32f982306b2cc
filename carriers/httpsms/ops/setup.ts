import type { Translated } from '../../../settings/values.ts'
import { httpSmsEvents, phoneRules, type WebhookSettings, type WebhookTrouble } from '../rules.ts'
import type { Phone, Webhook } from './account.ts'

/** Makes a phone keep our rules. It repeats what httpSMS's phone service would otherwise delete. */
export const phoneUpdate = ({ phone_number, sim, message_send_schedule_id, fcm_token }: Phone, gapMs: number) => ({
  phone_number,
  sim,
  ...(message_send_schedule_id != null && { message_send_schedule_id }),
  ...(fcm_token != null && { fcm_token }),
  ...phoneRules(gapMs),
})

/** Whether httpSMS itself answers missed calls. Its API takes no empty reply, so we can't turn that off. */
export const answersCallers = ({ missed_call_auto_reply }: Phone): boolean => (missed_call_auto_reply ?? '') !== ''

export const stopAnsweringCallers: Translated = {
  en: "httpSMS itself answers who calls, outside every limit: empty the phone's Missed Call AutoReply in its Settings; if it stays, delete the phone there, sign in to the app anew, and attach again",
  fr: 'httpSMS répond lui-même à qui appelle, hors de toute limite\u00a0: videz le Missed Call AutoReply du téléphone dans ses Settings\u00a0; s’il y reste, supprimez-y le téléphone, reconnectez-vous dans l’application, et rattachez',
}

/** Other webhooks that also get a number's texts, since httpSMS posts to all of them. */
export const webhooksBeside = (ours: Webhook | undefined, number: string, webhooks: readonly Webhook[]) =>
  webhooks.filter(
    ({ id, phone_numbers, events }) =>
      id !== ours?.id && phone_numbers?.includes(number) && events?.includes('message.phone.received'),
  )

/** Adds a number to the webhook, and removes those that the account no longer has, which httpSMS would refuse. */
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

/** What is said of a webhook that doesn't deliver everything. */
export const webhookTroubles = {
  WEBHOOK_MISSING: { en: 'httpSMS tells this stage nothing of it', fr: 'httpSMS n’en dit rien à cet environnement' },
  WEBHOOK_EVENTS: {
    en: 'httpSMS does not tell this stage of all its events',
    fr: 'httpSMS ne dit pas tout à cet environnement',
  },
  WEBHOOK_KEY: {
    en: 'the signing key of its webhook is not ours, so that every event is refused, at the latest an hour after ours was changed',
    fr: 'la clé de signature de son webhook n’est pas la nôtre, chaque événement est refusé, une heure au plus après le changement de la nôtre',
  },
} as const satisfies Record<WebhookTrouble, Translated>
