import { carrierNames } from '../carriers/registry.ts'
import { buildBundles } from '../cdk/bundles.ts'

/** The template names the bundles, and the embedded cloud runs them: both take what is built here, once, for any mix of carriers. */
export const setup = async (): Promise<void> => {
  await Promise.all(subsetsOf(carrierNames).map(buildBundles))
}

const subsetsOf = <T>(all: readonly T[]): readonly (readonly T[])[] =>
  all.reduce<readonly (readonly T[])[]>((subsets, one) => [...subsets, ...subsets.map((some) => [...some, one])], [[]])
