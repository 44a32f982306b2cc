import { carrierNames } from '../carriers/registry.ts'
import { buildBundles } from '../cdk/bundles.ts'

/** The template names the bundles, and the embedded cloud runs them: both take what is built here, once, for any mix of carriers. */
export const setup = async (): Promise<void> => {
  await Promise.all(subsetsOf(carrierNames).map(buildBundles))
}

const subsetsOf = <T>([first, ...others]: readonly T[]): readonly (readonly T[])[] =>
  first === undefined ? [[]] : subsetsOf(others).flatMap((subset) => [subset, [first, ...subset]])
