import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

import { buildBundles, bundleFolder, type FunctionName, functionNames } from './bundles.ts'

/** What a bundle may weigh in bytes. Who raises it says in the commit what the function gains. */
const budgets: Readonly<Record<FunctionName, number>> = { 'receive-sms': 360_000, 'send-reply': 305_000 }

const runs = 9

/** Milliseconds until a Node process has imported a module and ended: the median of several runs. */
const importTimesMs = (file: string): number => {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now()
    execFileSync(process.execPath, ['--input-type=module', '-e', `await import(${JSON.stringify(`file://${file}`)})`], {
      env: { POLICY: '{"budgets":{}}', TABLE_NAME: 'x', REPLIES_QUEUE_URL: 'x', PEPPER: 'x', AWS_REGION: 'eu-west-3' },
    })
    return performance.now() - start
  })
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN
}

const emptyFolder = mkdtempSync(join(tmpdir(), 'anti-relou-'))
const empty = join(emptyFolder, 'empty.mjs')
writeFileSync(empty, '')

await buildBundles()
const emptyMs = importTimesMs(empty)
for (const name of functionNames) {
  const file = `${bundleFolder(name)}/index.mjs`
  const bytes = statSync(file).size
  const overMs = importTimesMs(file) - emptyMs
  console.log(`${name}: ${bytes} bytes of ${budgets[name]}, import ${overMs.toFixed(0)} ms over an empty module`)
  if (bytes > budgets[name]) {
    console.error(`${name} is ${bytes - budgets[name]} bytes over its budget.`)
    process.exitCode = 1
  }
}
rmSync(emptyFolder, { recursive: true })
