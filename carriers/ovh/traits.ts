import type { CarrierTraits } from '../index.ts'

/** The metrics and log events that only the poll of OVHcloud produces. */

export const ovhMetricNames = {
  /** The credits that the account has left, whenever they are read. */
  creditsLeft: 'CreditsLeft',
  /** For how many days they last at the rate of the last week. Not counted while that rate is unknown, or nothing was spent. */
  creditDaysLeft: 'CreditDaysLeft',
  /** Counts the readings at which they didn't last for a week. */
  creditsLow: 'CreditsLow',
} as const

export const ovhLogEvents = {
  creditsLow: 'credits low',
  /** A poll that had neither time nor requests left, or was throttled. The next ones do what it left. */
  pollCutShort: 'poll cut short',
  /** A text of an unknown form, which stays at OVHcloud under this id. */
  textUnreadable: 'text unreadable',
} as const

/** Events that are logged as warnings. */
export const ovhTroubles = [ovhLogEvents.creditsLow, ovhLogEvents.textUnreadable] as const

/** A number of Time2Chat, the French operators' conversational SMS, from OVHcloud. */
export const ovh: CarrierTraits = {
  addressPrefix: '',
  paid: true,
  billsParts: false,
  takesCalls: false,
  ownCountryOnly: true,
  pacedBy: 'account',
}
