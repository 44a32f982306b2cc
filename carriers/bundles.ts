import { awsBundles } from './aws/cdk/bundles.ts'
import type { CarrierName } from './registry.ts'
import { simBundles } from './sim/cdk/bundles.ts'
import { whatsappBundles } from './whatsapp/cdk/bundles.ts'

/** The bundles of a stage whose lines all have one carrier: what each may weigh, and variables without which they can't be imported. */
export type CarrierBundles = {
  readonly maxBytes: { readonly [functionName: string]: number }
  readonly variables: { readonly [name: string]: string }
}

/** Whoever raises what a bundle may weigh says in the commit what it gains. */
export const carrierBundles = {
  aws: awsBundles,
  sim: simBundles,
  whatsapp: whatsappBundles,
} as const satisfies Readonly<Record<CarrierName, CarrierBundles>>
