import { statSync } from 'node:fs'

import { buildBundles, bundleFolder, type FunctionName, functionNames } from './bundles.ts'
import { importTimesMs } from './import-time.ts'

/** What a bundle may weigh in bytes. Who raises it says in the commit what the function gains. */
const budgets: Readonly<Record<FunctionName, number>> = {
  'receive-sms': 375_000,
  'send-reply': 315_000,
  'sim-webhook': 311_000,
}

const runs = 9

const variables = {
  CONFIG: '{"lines":[],"budgets":{}}',
  TABLE_NAME: 'x',
  REPLIES_QUEUE_URL: 'x',
  PEPPER: 'x',
  REPLY_SIGNING_KEY: 'x',
  UNSIGNED_REPLIES_UNTIL: '2026-12-01T00:00:00.000Z',
  SIM_SECRET_ARN: 'x',
  INBOUND_TOPIC_ARN: 'x',
  AWS_REGION: 'eu-west-3',
}

await buildBundles()
const bundles = functionNames.map((name) => ({ name, file: `${bundleFolder(name)}/index.mjs`, variables }))
const times = importTimesMs(bundles, runs)
for (const [i, { name, file }] of bundles.entries()) {
  const bytes = statSync(file).size
  const medianMs = times[i]?.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
  console.log(`${name}: ${bytes} bytes of ${budgets[name]}, import ${medianMs.toFixed(0)} ms over an empty module`)
  if (bytes > budgets[name]) {
    console.error(`${name} is ${bytes - budgets[name]} bytes over its budget.`)
    process.exitCode = 1
  }
}
