import { statSync } from 'node:fs'

import { type CarrierBundles, carrierBundles } from '../carriers/bundles.ts'
import { type CarrierName, carrierNames } from '../carriers/registry.ts'
import { buildBundles, bundleFolder, functionsOf } from './bundles.ts'
import { importTimesMs } from './import-time.ts'

const runs = 9

const variables = {
  CONFIG: '{"lines":[],"budgets":{}}',
  TABLE_NAME: 'x',
  AWS_REGION: 'eu-west-3',
  REPLIES_QUEUE_URL: 'x',
  PEPPER: 'x',
  REPLY_SIGNING_KEY: 'x',
}

/** Prints the size and the import time of the bundles of a stage with lines of one carrier. Sets the exit code if a bundle is too large. */
const weigh = async (carrier: CarrierName): Promise<void> => {
  await buildBundles([carrier])
  const { maxBytes, variables: own }: CarrierBundles = carrierBundles[carrier]
  const names = functionsOf([carrier])
  const files = names.map((name) => `${bundleFolder(name, [carrier])}/index.mjs`)
  const times = importTimesMs(
    files.map((file) => ({ file, variables: { ...variables, ...own } })),
    runs,
  )
  for (const [i, name] of names.entries()) {
    const [bytes, limit] = [statSync(files[i] ?? '').size, maxBytes[name] ?? 0]
    const medianMs = times[i]?.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
    const importTime = `import ${medianMs.toFixed(0)} ms over an empty module`
    console.log(`${name} of a stage with ${carrier}: ${bytes} bytes of ${limit}, ${importTime}`)
    if (bytes <= limit) continue
    console.error(`${name} is ${bytes - limit} bytes over its budget.`)
    process.exitCode = 1
  }
}

for (const carrier of carrierNames) await weigh(carrier)
