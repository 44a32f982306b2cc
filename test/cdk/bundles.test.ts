import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'

import { contenders, line } from '../../bench/contenders.ts'
import { textRecord } from '../../bench/texts.ts'
import { carrierNames } from '../../carriers/registry.ts'
import { bundledFor } from './bundled.ts'

/** Handles one text while no service responds, and prints which of Node's modules were loaded. */
const program = `
const { handler } = await import('file://' + process.env.BUNDLE)
await handler(JSON.parse(process.env.EVENT), { getRemainingTimeInMillis: () => 20000 })
console.error(JSON.stringify(process.moduleLoadList))
process.exit()`

describe('a bundle', () => {
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
