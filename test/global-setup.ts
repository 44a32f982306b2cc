import { buildBundles } from '../cdk/bundles.ts'

/** The template names the bundles, and the embedded cloud runs them: both take what is built here, once. */
export const setup = async (): Promise<void> => {
  await buildBundles()
}
