import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a program with a temporary directory of its own, interrupts it when it prints `until`, and returns what is left there. */
const leftBy = async (args: readonly string[], until?: string): Promise<readonly string[]> => {
  const TMPDIR = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(TMPDIR, { recursive: true }))
  const program = spawn(process.execPath, args, {
    cwd: project,
    env: { ...process.env, TMPDIR, PORT: '0', AWS_PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  createInterface({ input: program.stdout }).on('line', (line) => {
    if (until !== undefined && line.includes(until)) program.kill('SIGINT')
  })
  await once(program, 'exit')
  return readdirSync(TMPDIR)
}

const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', 'emulator/test/small-app.test.ts']

test.each<[string, readonly string[], string | undefined]>([
  ['tests', tests, undefined],
  ['tests that are interrupted', tests, '✓'],
  ['npm start', ['local/start.js'], 'http://'],
])('%s leave nothing in the temporary directory', async (_, args, until) => {
  expect(await leftBy(args, until)).toEqual([])
})
