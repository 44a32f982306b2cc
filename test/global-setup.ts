import { buildBundles } from '../cdk/bundles.ts'

/** Builds the bundles that tests need, once: templates refer to them, and the embedded cloud runs them. */
export const setup = async (): Promise<void> => {
  await buildBundles()
}
