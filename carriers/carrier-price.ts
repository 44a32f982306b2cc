import type { Settings } from '../settings/schema.ts'

/** What a reply by a carrier costs, as far as the settings of a stage say. */
export type CarrierPrice = {
  /** In USD; undefined if settings don't say, and 0 if nothing. */
  readonly replyPriceUsd: (settings: Settings) => number | undefined
  /** The setting that says so. */
  readonly setting: readonly string[]
}
