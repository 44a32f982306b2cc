import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

import { carrierBundles } from '../carriers/bundles.ts'
import type { CarrierName } from '../carriers/registry.ts'
import { onlyCarriers } from './registrations.ts'

/** The name of a function, which is also the name of its folder in functions/. */
type FunctionName = {
  readonly [C in CarrierName]: keyof (typeof carrierBundles)[C]['maxBytes']
}[CarrierName]

/** The functions of a stage that has lines of these carriers. */
export const functionsOf = (carriers: readonly CarrierName[]): readonly FunctionName[] => [
  ...new Set(carriers.flatMap((carrier) => Object.keys(carrierBundles[carrier].maxBytes) as FunctionName[])),
]

const root = fileURLToPath(new URL('..', import.meta.url))

/** The folder of a function's bundle, `index.mjs`. All stages with lines of the same carriers share it. */
export const bundleFolder = (name: FunctionName, carriers: readonly CarrierName[]): string =>
  `${root}dist/functions/${carriers.join('+')}/${name}`

/**
 * Builds the bundles of a stage with lines of these carriers, and returns the paths of the files that they are made of. The
 * same sources give the same bytes, so the asset hash only changes with the code.
 */
export const buildBundles = async (carriers: readonly CarrierName[]): Promise<readonly string[]> =>
  (await Promise.all(functionsOf(carriers).map((name) => buildBundle(name, carriers)))).flat()

const buildBundle = async (name: FunctionName, carriers: readonly CarrierName[]): Promise<readonly string[]> => {
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/index.ts`],
    outfile: `${bundleFolder(name, carriers)}/index.mjs`,
    write: false,
    metafile: true,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    // Words in other alphabets take half as many bytes as their escapes.
    charset: 'utf8',
    mainFields: ['module', 'main'],
    plugins: [onlyCarriers(carriers)],
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents)
  return Object.keys(metafile.inputs)
}

/** Leaves an unchanged bundle alone, because another process may be reading it. */
const writeIfChanged = (path: string, contents: Uint8Array): void => {
  mkdirSync(dirname(path), { recursive: true })
  if (!isFileOf(path, contents)) writeFileSync(path, contents)
}

const isFileOf = (path: string, contents: Uint8Array): boolean => {
  try {
    return readFileSync(path).equals(contents)
  } catch {
    return false
  }
}
