import { carrierNames } from '../carriers/registry.ts'
import { buildBundles } from '../cdk/bundles.ts'

/**
 * Builds the bundles that tests need, once: templates refer to them, and the embedded cloud runs them. Stages in tests have lines of one
 * carrier, of a carrier besides AWS numbers, or of all.
 */
export const setup = async (): Promise<void> => {
  const others = carrierNames.filter((name) => name !== 'aws')
  const alone = carrierNames.map((name) => [name])
  const besides = others.map((name) => ['aws' as const, name])
  await Promise.all([...alone, ...besides, carrierNames].map(buildBundles))
}
