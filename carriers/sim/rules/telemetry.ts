/** The metrics and log events that only the webhook and phones produce. */

export const simMetricNames = {
  /** Count requests that the webhook refuses, and events of an unknown type. */
  webhookRefused: 'WebhookRefused',
  webhookEventsUnknown: 'WebhookEventsUnknown',
  /** Counts the times when the webhook could not read the keys by which it recognises httpSMS. */
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
