import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'

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
