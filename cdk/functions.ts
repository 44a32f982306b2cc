import { carrierBundles } from '../carriers/bundles.ts'
import type { CarrierName } from '../carriers/registry.ts'

/** The name of a function, which is also the name of its folder in functions/. */
export type FunctionName = {
  readonly [C in CarrierName]: keyof (typeof carrierBundles)[C]['maxBytes']
}[CarrierName]

/** The functions of a stage that has lines of these carriers. */
export const functionsOf = (carriers: readonly CarrierName[]): readonly FunctionName[] => [
  ...new Set(carriers.flatMap((carrier) => Object.keys(carrierBundles[carrier].maxBytes) as FunctionName[])),
]
