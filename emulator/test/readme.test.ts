import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'

const read = (file: string) => readFileSync(fileURLToPath(new URL(`../${file}`, import.meta.url)), 'utf8')
const [, mayContain = ''] = /## What your template may contain\n([\s\S]*?)\n## /.exec(read('README.md')) ?? []

/** The names that a pattern finds in the sources of a folder. */
const namesIn = (folder: string, pattern: RegExp): readonly string[] =>
  globSync('**/*.ts', { cwd: fileURLToPath(new URL(`../${folder}`, import.meta.url)) }).flatMap((file) =>
    [...read(`${folder}/${file}`).matchAll(pattern)].map(([, name = '']) => name),
  )

it('The README names every resource type and intrinsic function that a template may contain', () => {
  const known = [...namesIn('services', /type: '(AWS::\w+::\w+)'/g), ...namesIn('template', /'(Fn::\w+)':/g)]
  expect(known.length).toBeGreaterThan(20)
  expect(known.filter((name) => !mayContain.includes(`\`${name}\``))).toEqual([])
})
