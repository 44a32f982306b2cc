import { carrierNames } from '../carriers/registry.ts'
import { buildBundles } from '../cdk/bundles.ts'

/** Builds the bundles for every combination of carriers once: templates refer to them, and the embedded cloud runs them. */
export const setup = async (): Promise<void> => {
  await Promise.all(subsetsOf(carrierNames).map(buildBundles))
}

const subsetsOf = <T>([first, ...others]: readonly T[]): readonly (readonly T[])[] =>
  first === undefined ? [[]] : subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]])
