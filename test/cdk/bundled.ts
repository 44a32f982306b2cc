import { readFileSync } from 'node:fs'

import { type CarrierName, carrierNames } from '../../carriers/registry.ts'
import { bundleFolder } from '../../cdk/bundles.ts'
import { functionsOf } from '../../cdk/functions.ts'

/** The code of all functions, bundled for a stage with lines of these carriers. */
export const bundledFor = (carriers: readonly CarrierName[]): string =>
  functionsOf(carriers)
    .map((name) => readFileSync(`${bundleFolder(name, carriers)}/index.mjs`, 'utf8'))
    .join('\n')

/** The code of all functions, bundled for a stage with lines of every carrier but this one. */
export const bundledWithout = (carrier: CarrierName): string =>
  bundledFor(carrierNames.filter((name) => name !== carrier))
