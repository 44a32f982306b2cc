import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type TestContext, test } from 'vitest'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** Runs a program with a temporary directory of its own, interrupts it when it prints `until`, and returns how it ends and what is left there. */
const leftBy = async (onTestFinished: TestContext['onTestFinished'], args: readonly string[], until?: string) => {
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
  const [exitCode] = await once(program, 'exit')
  return { exitCode, left: readdirSync(TMPDIR) }
}

const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', 'test/cdk/stack.test.ts']

test.concurrent.for<[string, readonly string[], string | undefined, number]>([
  ['tests', tests, undefined, 0],
  ['tests that are interrupted', tests, '✓', 130],
  ['npm start', ['local/start.js'], 'http://', 0],
])('%s leave nothing in the temporary directory', async ([, args, until, exitCode], { onTestFinished }) => {
  expect(await leftBy(onTestFinished, args, until)).toEqual({ exitCode, left: [] })
})
