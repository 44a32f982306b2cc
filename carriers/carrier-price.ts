import type { Settings } from '../settings/schema.ts'

/** The price of a reply by a carrier, as far as the settings of a stage have it. */
export type CarrierPrice = {
  /** In USD. 0 if replies are free, and undefined if settings lack the price. */
  readonly replyPriceUsd: (settings: Settings) => number | undefined
  /** The path of the setting that has the price. */
  readonly setting: readonly string[]
}
