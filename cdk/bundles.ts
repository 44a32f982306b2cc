import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

import { type FunctionName, functionNames } from './functions.ts'
import { leanNumberPlan } from './number-plan.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** Where the bundle of a function lies: a folder with `index.mjs`, the same for every stage. */
export const bundleFolder = (name: FunctionName): string => `${root}dist/functions/${name}`

/** Builds every function's bundle. The same sources give the same bytes, hence the same asset hash. */
export const buildBundles = async (): Promise<void> => {
  await Promise.all(functionNames.map(buildBundle))
}

const buildBundle = async (name: FunctionName): Promise<void> => {
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: [`functions/${name}/index.ts`],
    outfile: `${bundleFolder(name)}/index.mjs`,
    write: false,
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': `${root}cdk/lambda-credentials.ts` },
    plugins: [leanNumberPlan],
    // The SDK imports it when an operation streams events, which none of ours does. Bundled, it keeps esbuild from laying the
    // modules out flat, which costs more than its own bytes.
    external: ['@smithy/core/event-streams'],
    legalComments: 'none',
    logLevel: 'warning',
  })
  for (const { path, contents } of outputFiles) writeIfChanged(path, contents)
}

/** A bundle that has not changed is left alone: another process may be reading it. */
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
