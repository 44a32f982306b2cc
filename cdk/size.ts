import { statSync } from 'node:fs'

import type { Bundle } from '../carriers/bundles.ts'
import { buildBundles, bundleFolder } from './bundles.ts'
import { bundles, functionNames } from './functions.ts'
import { importTimesMs } from './import-time.ts'

const runs = 9

const common = { CONFIG: '{"lines":[],"budgets":{}}', TABLE_NAME: 'x', AWS_REGION: 'eu-west-3' }

await buildBundles()
const importable = functionNames.map((name) => {
  const { variables }: Bundle = bundles[name]
  return { name, file: `${bundleFolder(name)}/index.mjs`, variables: { ...common, ...variables } }
})
const times = importTimesMs(importable, runs)
for (const [i, { name, file }] of importable.entries()) {
  const { maxBytes } = bundles[name]
  const bytes = statSync(file).size
  const medianMs = times[i]?.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
  console.log(`${name}: ${bytes} bytes of ${maxBytes}, import ${medianMs.toFixed(0)} ms over an empty module`)
  if (bytes > maxBytes) {
    console.error(`${name} is ${bytes - maxBytes} bytes over its budget.`)
    process.exitCode = 1
  }
}
