/** What everything else needs to know of a carrier, so that it need not know which one it is. */
export type CarrierTraits = {
  /** What a line's address begins with, before its number: the same number with another carrier is another line. */
  readonly addressPrefix: string
  /** Each reply costs money. */
  readonly paid: boolean
  /** Replies are billed by the part, as AWS bills SMS: settings have a price for it, and AWS reports what it cost. */
  readonly billsParts: boolean
  /** People can call a line; without a rule, a missed call is answered like a text. */
  readonly takesCalls: boolean
  /** A line answers phones of its own country only. */
  readonly ownCountryOnly: boolean
}
