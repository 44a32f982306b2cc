import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

import { contenders, line } from '../../bench/contenders.ts'
import { textRecord } from '../../bench/texts.ts'
import { carrierNames } from '../../carriers/registry.ts'
import { buildBundles } from '../../cdk/bundles.ts'
import { bundledFor } from './bundled.ts'

/** Handles one text while no service responds, and prints which of Node's modules were loaded. */
const program = `
const { handler } = await import('file://' + process.env.BUNDLE)
await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 })
console.error(JSON.stringify(process.moduleLoadList))
process.exit()`

/** The packages to which only development dependencies lead, by their folders (npm docs, package-lock.json). */
const onlyDevelopment = (): readonly string[] => {
  const lockFile = readFileSync(new URL('../../package-lock.json', import.meta.url), 'utf8')
  const { packages }: { packages: Record<string, { dev?: boolean }> } = JSON.parse(lockFile)
  return Object.keys(packages).filter((folder) => packages[folder]?.dev === true)
}

describe('a bundle', () => {
  test('contains no package that is for development only, as those under the AGPL are', async () => {
    const folders = (await buildBundles(carrierNames)).map(
      (path) => path.match(/node_modules\/(?:.+\/node_modules\/)?(?:@[^/]+\/)?[^/]+/)?.[0] ?? '',
    )
    expect(folders).toContain('node_modules/zod')
    expect(onlyDevelopment()).toContain('node_modules/@cloud-copilot/iam-simulate')
    expect(onlyDevelopment().filter((folder) => folders.includes(folder))).toEqual([])
  })

  test('does not load what its requests never need: fetch (undici) and fs/promises', async () => {
    const ours = contenders.find(({ name }) => name === 'ours')
    const nobody = 'http://127.0.0.1:1'
    const EVENT = JSON.stringify({ Records: [textRecord('+32470000001', line)] })
    const { stderr } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], {
      env: { ...ours?.variables(nobody), BUNDLE: ours?.bundles.receive, EVENT },
    })
    const loaded: readonly string[] = JSON.parse(stderr.trim().split('\n').at(-1) ?? '')
    expect(loaded.filter((name) => /_http_client/.test(name))).not.toEqual([])
    expect(loaded.filter((name) => /undici|fs\/promises/.test(name))).toEqual([])
  })

  test('imports no module of Node explicitly, whichever carriers it is built for', () => {
    expect(bundledFor(carrierNames).match(/(?:from|import\()\s*"node:[^"]*/g) ?? []).toEqual([])
  })
})
