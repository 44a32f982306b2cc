import { execFileSync, spawnSync } from 'node:child_process'
import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { changedTexts } from '../../scripts/texts.ts'
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

// Whoever changes a word that people act on reads it in each language, by npm run texts, which then knows it.
test('no word of a reply, a card, a mail, a screen or the runbook’s first lines changes unseen', () => {
  expect(changedTexts()).toEqual([])
})

test('a text that is new, is changed or is gone is told of', () => {
  const [first = ''] = changedTexts({})
  expect(changedTexts({ [first]: 'another', 'gone.ts': 'text' })).toEqual(changedTexts({}).concat('gone.ts'))
})

const folder = fileURLToPath(new URL('../../.github/workflows/', import.meta.url))

/** The jobs of all workflows, each as the text between its name and the next. */
const jobs = globSync('*.yml', { cwd: folder }).flatMap((file) => {
  const [, all = ''] = readFileSync(folder + file, 'utf8').split(/^jobs:\n/m)
  const [, ...parts] = all.split(/^ {2}([\w-]+):\n/m)
  return parts.flatMap((name, i) => (i % 2 === 0 ? [{ name: `${file}, ${name}`, text: parts[i + 1] ?? '' }] : []))
})

test('there are workflows', () => {
  expect(jobs.map(({ name }) => name)).toEqual(expect.arrayContaining(['ci.yml, ci', 'release.yml, publish']))
})

describe.each(jobs)('the job $name', ({ text }) => {
  test('takes actions and images by a digest, which nobody can move', () => {
    const used = [...text.matchAll(/(?:uses|container|image): (\S+)/g)].map(([, one]) => one)
    for (const one of used) expect(one).toMatch(/@(sha256:[0-9a-f]{64}|[0-9a-f]{40})$/)
  })

  test('leaves its token to no step after a checkout', () => {
    for (const [, after] of text.matchAll(/uses: actions\/checkout@.+\n((?: {8,}.+\n)*)/g))
      expect(after).toContain('persist-credentials: false')
  })

  test('runs neither the tree nor what npm installs if it may write', () => {
    if (/: write$/m.test(text)) expect(text).not.toMatch(/npm|\.ci\/run/)
  })
})
