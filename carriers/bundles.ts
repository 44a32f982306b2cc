import { simBundles } from './sim/cdk/bundles.ts'

/** A function's bundle: the most bytes that it may have, and variables without which it can't be imported. */
export type Bundle = { readonly maxBytes: number; readonly variables: { readonly [name: string]: string } }

/** The bundles of functions that only one carrier has, by the function's folder. */
export const carrierBundles = { ...simBundles } as const satisfies Readonly<Record<string, Bundle>>
