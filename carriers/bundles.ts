import { awsBundles } from './aws/bundles.ts'
import type { CarrierName } from './registry.ts'
import { simBundles } from './sim/bundles.ts'
import { whatsappBundles } from './whatsapp/bundles.ts'

/**
 * Limits for the bundles of a stage whose lines all have one carrier: the size of each, and the environment
 * variables without which one can't be imported.
 */
export type CarrierBundles = {
  readonly maxBytes: { readonly [functionName: string]: number }
  readonly variables: { readonly [name: string]: string }
}

/** A commit that raises a limit says what is gained by that. */
export const carrierBundles = {
  aws: awsBundles,
  sim: simBundles,
  whatsapp: whatsappBundles,
} as const satisfies Readonly<Record<CarrierName, CarrierBundles>>
