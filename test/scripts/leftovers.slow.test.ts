import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { expect, type TestContext, test } from 'vitest'

const vitest = 'exec node_modules/.bin/vitest run --project quick test/settings/read.test.ts'

test.concurrent.for<[string, string, NodeJS.Signals?, string?]>([
  ['tests', vitest],
  ['tests that are interrupted', vitest, 'SIGINT', '✓'],
  ['tests that are killed', vitest, 'SIGKILL', '✓'],
  ['npm start, whose shell is ended', 'node local/start.js; true', 'SIGTERM', 'http://'],
])('%s leave no process, and nothing in the temporary directory', async ([, ...run], { onTestFinished }) => {
  expect(await leftBy(onTestFinished, ...run)).toEqual([])
})

const project = fileURLToPath(new URL('../../', import.meta.url))

/** What a command leaves in its temporary directory. It gets the signal when it prints `until`, or has to succeed. */
const leftBy = async (
  onTestFinished: TestContext['onTestFinished'],
  command: string,
  signal?: NodeJS.Signals,
  until = '',
) => {
  const TMPDIR = mkdtempSync(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rmSync(TMPDIR, { recursive: true }))
  const env = { ...process.env, TMPDIR, PORT: '0', AWS_PORT: '0' }
  const program = spawn(command, { shell: true, cwd: project, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const lines = createInterface({ input: program.stdout })
  const ended = Promise.withResolvers<'ended'>()
  lines.on('line', (line) => {
    if (signal === undefined || !line.includes(until)) return
    lines.removeAllListeners('line')
    program.kill(signal)
    ended.resolve('ended')
  })
  // Its output is closed when its last process has ended.
  const closed = once(program, 'close')
  expect(await Promise.race([ended.promise, closed.then(([exitCode]) => exitCode)])).toBe(signal ? 'ended' : 0)
  await closed
  return readdirSync(TMPDIR)
}
