/** What only the webhook counts and logs, and what only phones report. */

export const simMetricNames = {
  /** Requests that the webhook refuses, and events of an unknown type. */
  webhookRefused: 'WebhookRefused',
  webhookEventsUnknown: 'WebhookEventsUnknown',
  /** The webhook could not read the keys by which it knows httpSMS. */
  webhookKeysUnreadable: 'WebhookKeysUnreadable',
} as const

export const simLogEvents = {
  phoneOnline: 'phone online',
  webhookRefused: 'webhook refused',
  webhookEventUnknown: 'webhook event unknown',
  webhookKeysUnreadable: 'webhook keys unreadable',
} as const

/** Events that are logged as warnings. */
export const simTroubles = [simLogEvents.webhookKeysUnreadable] as const
