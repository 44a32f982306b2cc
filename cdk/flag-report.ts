import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Removes the report of feature flags from a cloud assembly, so that the output of `cdk synth` ends with what the app says. The report
 * would advise setting flags that are left out of cdk.json because they change nothing here.
 */
export const dropFlagReport = (assemblyFolder: string): void => {
  const file = join(assemblyFolder, 'manifest.json')
  const { artifacts, ...manifest }: Manifest = JSON.parse(readFileSync(file, 'utf8'))
  const kept = Object.entries(artifacts).filter(([, { type }]) => type !== 'cdk:feature-flag-report')
  writeFileSync(file, JSON.stringify({ ...manifest, artifacts: Object.fromEntries(kept) }, null, 2))
}

type Manifest = { readonly artifacts: { readonly [name: string]: { readonly type: string } } }
