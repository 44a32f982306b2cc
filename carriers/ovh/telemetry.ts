/** What the poll counts. */
export const ovhMetricNames = {
  /** The credits that the account has left, whenever they are read. */
  creditsLeft: 'CreditsLeft',
  /** For how many days they last at the rate of the last week. Not counted while that is unknown or 0. */
  creditDaysLeft: 'CreditDaysLeft',
  /** Counts the readings at which they didn't last for a week. */
  creditsLow: 'CreditsLow',
} as const

/** What it logs. */
export const ovhLogEvents = {
  creditsLow: 'credits low',
  /** A poll that had neither time nor requests left, or was throttled. The next ones do what it left. */
  pollCutShort: 'poll cut short',
  /** A text of an unknown form, which stays at OVHcloud under this id. */
  textUnreadable: 'text unreadable',
} as const
