import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type TestContext, test } from 'vitest'

const project = fileURLToPath(new URL('../../', import.meta.url))

/** What a program leaves in its temporary directory. It is interrupted when it prints `until`, or has to succeed. */
const leftBy = async (onTestFinished: TestContext['onTestFinished'], args: readonly string[], until?: string) => {
  const TMPDIR = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(TMPDIR, { recursive: true }))
  const env = { ...process.env, TMPDIR, PORT: '0', AWS_PORT: '0' }
  const program = spawn(process.execPath, args, { cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: program.stdout })
  const interrupt = Promise.withResolvers<'interrupted'>()
  lines.on('line', (line) => {
    if (until === undefined || !line.includes(until)) return
    lines.removeAllListeners('line')
    program.kill('SIGINT')
    interrupt.resolve('interrupted')
  })
  const exit = once(program, 'exit')
  expect(await Promise.race([interrupt.promise, exit.then(([exitCode]) => exitCode)])).toBe(until ? 'interrupted' : 0)
  await exit
  return readdirSync(TMPDIR)
}

const tests = ['node_modules/vitest/vitest.mjs', 'run', '--project', 'quick', 'test/settings/read.test.ts']

test.concurrent.for<[string, readonly string[], string | undefined]>([
  ['tests', tests, undefined],
  ['tests that are interrupted', tests, '✓'],
  ['npm start', ['local/start.js'], 'http://'],
])('%s leave nothing in the temporary directory', async ([, args, until], { onTestFinished }) => {
  expect(await leftBy(onTestFinished, args, until)).toEqual([])
})
