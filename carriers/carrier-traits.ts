/** What the rest of the code needs to know about a carrier, so that it need not know which carrier it is. */
export type CarrierTraits = {
  /** The prefix of a line's address, before its number: the same number with another carrier is another line. */
  readonly addressPrefix: string
  /** Whether each reply costs money. */
  readonly paid: boolean
  /**
   * Whether replies are billed by the part, as AWS bills SMS. Settings then have a price per part, and AWS reports what each reply cost.
   */
  readonly billsParts: boolean
  /** Whether people can call a line. A missed call is answered like a text if settings don't say otherwise. */
  readonly takesCalls: boolean
  /** Whether a line answers only phones of its own country. */
  readonly ownCountryOnly: boolean
}
