import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

import { createApp } from '../../cdk/synthesise.ts'
import { readSettings } from '../../settings/read.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A copy of the project, with settings such as a maintainer might write. */
let project: string

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  for (const part of ['carriers', 'cdk', 'functions', 'settings', 'shared', 'cdk.json', 'package.json'])
    cpSync(join(root, part), join(project, part), { recursive: true })
  symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
  const example = readFileSync(join(root, 'settings/example.json'), 'utf8')
    .replace('you@example.org', 'zoe@relou.example')
    .replace('+393990000000', '+393990000001')
  writeFileSync(join(project, 'settings/abroad.json'), example.replace('eu-west-3', 'us-east-1'))
  writeFileSync(
    join(project, 'settings/typos.json'),
    example.replace('"hour": 100', '"hour": 0').replace('"IT"', '"it"'),
  )
})

afterAll(() => rmSync(project, { recursive: true }))

/** Runs the app as the CDK CLI does: as a program that gets the context in an environment variable. */
const run = async (context: { readonly [key: string]: string }, outdir = 'cdk.out') => {
  const child = execFile(process.execPath, ['cdk/app.ts'], {
    cwd: project,
    env: { PATH: process.env['PATH'], CDK_CONTEXT_JSON: JSON.stringify(context), CDK_OUTDIR: outdir },
  })
  const [said, [status]] = await Promise.all([child.stderr?.toArray(), once(child, 'close')])
  return { status, lines: String(said?.join('')).trim().split('\n') }
}

describe.concurrent('synthesising', () => {
  test('fails with one sentence if no stage is given', async () => {
    const { status, lines } = await run({})
    expect(lines).toEqual([expect.stringMatching(/^Which stage\? Add -c stage=<name>/)])
    expect(status).toBe(1)
  })

  test('fails with one sentence for each of two mistakes', async () => {
    const { status, lines } = await run({ stage: 'typos' })
    expect(lines).toEqual([
      expect.stringMatching(
        /^settings\/typos\.json: countries\.1 \(counted from 1\) is "it", but it must be .*: write "IT"\.$/,
      ),
      expect.stringMatching(/^settings\/typos\.json: budgets\.default\.hour is 0, but it must be .*\.$/),
    ])
    expect(status).toBe(1)
  })

  test('builds the bundles of a stage, says which spend limit to request, and warns if data would leave the EU', async () => {
    const { status, lines } = await run({ stage: 'abroad' })
    expect(lines).toEqual([
      'Monthly SMS spend limit to request from AWS for abroad: 800 USD.',
      expect.stringMatching(/^Warning: us-east-1 is not in the EU/),
    ])
    expect(status).toBe(0)
    expect(existsSync(join(project, 'cdk.out/AntiRelou-abroad.template.json'))).toBe(true)
    expect(existsSync(join(project, 'dist/functions/aws/receive-sms/index.mjs'))).toBe(true)
  })

  test('gives the template that the tests of whole numbers run', async () => {
    const { status } = await run({ stage: 'local' }, 'cdk.local')
    expect(status).toBe(0)
    const deployed: unknown = JSON.parse(readFileSync(join(project, 'cdk.local/AntiRelou-local.template.json'), 'utf8'))
    const { template } = createApp('local', readSettings('local'), { checks: false })
      .synth()
      .getStackByName('AntiRelou-local')
    expect(deployed).toEqual(template)
  })
})
