import { phoneOffline } from '../../shared/rules/carriers.ts'

/** What the webhook counts, and send-reply if a phone doesn't report. */
export const httpSmsMetricNames = {
  /** A phone stopped reporting, or a reply waits for a phone that doesn't report. */
  phoneOffline: phoneOffline.metric,
  /** Count requests that the webhook refuses, and events of an unknown type. */
  webhookRefused: 'WebhookRefused',
  webhookEventsUnknown: 'WebhookEventsUnknown',
  /** Counts the times when the webhook could not read the keys by which it recognises httpSMS. */
  webhookKeysUnreadable: 'WebhookKeysUnreadable',
} as const

/** What they log. */
export const httpSmsLogEvents = {
  phoneOffline: phoneOffline.event,
  phoneOnline: 'phone online',
  webhookRefused: 'webhook refused',
  webhookEventUnknown: 'webhook event unknown',
  webhookKeysUnreadable: 'webhook keys unreadable',
} as const
