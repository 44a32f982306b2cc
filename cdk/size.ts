import { statSync } from 'node:fs'
import { buildBundles, bundledFiles, functionNames } from './bundles.ts'

/** The most that a bundle may have: a reply waits 45 minutes, so this only catches what nobody meant to add. */
const maxBytes = 700_000

await buildBundles()
for (const name of functionNames) {
  const bytes = bundledFiles(name).reduce((sum, file) => sum + statSync(file).size, 0)
  console.log(`${name}: ${bytes} bytes of ${maxBytes}`)
  if (bytes <= maxBytes) continue
  console.error(`${name} is ${bytes - maxBytes} bytes over its budget.`)
  process.exitCode = 1
}
