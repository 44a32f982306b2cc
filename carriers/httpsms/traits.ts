import type { NotReady } from '../../shared/ports.ts'
import type { CarrierTraits } from '../index.ts'

/** The metrics and log events that only the webhook and phones produce. */

export const httpSmsMetricNames = {
  /** A phone stopped reporting, or a reply waits for a phone that doesn't report. */
  phoneOffline: 'PhoneOffline',
  /** Count requests that the webhook refuses, and events of an unknown type. */
  webhookRefused: 'WebhookRefused',
  webhookEventsUnknown: 'WebhookEventsUnknown',
  /** Counts the times when the webhook could not read the keys by which it recognises httpSMS. */
  webhookKeysUnreadable: 'WebhookKeysUnreadable',
} as const

export const httpSmsLogEvents = {
  phoneOffline: 'phone offline',
  phoneOnline: 'phone online',
  webhookRefused: 'webhook refused',
  webhookEventUnknown: 'webhook event unknown',
  webhookKeysUnreadable: 'webhook keys unreadable',
} as const

/** Events that are logged as warnings. */
export const httpSmsTroubles = [httpSmsLogEvents.phoneOffline, httpSmsLogEvents.webhookKeysUnreadable] as const

/** What it means that a phone doesn't report. */
export const phoneNotReady: NotReady = {
  metric: httpSmsMetricNames.phoneOffline,
  event: httpSmsLogEvents.phoneOffline,
  reason: 'PHONE_OFFLINE',
}

/** A SIM in a phone that runs httpSMS. */
export const httpsms: CarrierTraits = {
  addressPrefix: '',
  paid: false,
  billsParts: false,
  takesCalls: true,
  ownCountryOnly: false,
  pacedBy: 'line',
  notReady: phoneNotReady,
}
