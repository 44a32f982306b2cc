import { execFileSync, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../temporary-folder.ts'

const script = fileURLToPath(new URL('../../scripts/subjects.sh', import.meta.url))

test.each([
  [65, 0],
  [66, 1],
])('a subject of %d characters, é among them, ends the check with %d', (length, code) => {
  const cwd = temporaryFolder()
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=Zoé', '-c', 'user.email=zoe@relou.example', ...args], { cwd })
  git('init', '--quiet')
  git('commit', '--quiet', '--allow-empty', '--message', 'é'.repeat(length))
  const { status, stderr } = spawnSync(script, ['2020-01-01'], { cwd, encoding: 'utf8' })
  expect(status).toBe(code)
  expect(stderr).toMatch(code === 0 ? /^$/ : /^A subject has at most 65 characters, and says what .*:\n\w+ é+\n$/)
})
