/** What everything else needs to know of a carrier, so that it need not know which one it is. */
export type CarrierTraits = {
  /** Each part that is sent costs money: there is a price, and a share of the month's budget. */
  readonly billsParts: boolean
  /** People can call a line; without a rule, a missed call is answered like a text. */
  readonly takesCalls: boolean
  /** A line answers phones of its own country only. */
  readonly ownCountryOnly: boolean
}
