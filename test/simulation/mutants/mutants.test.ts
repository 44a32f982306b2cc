import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

import { allMutants } from './all-mutants.ts'
import { mutatedSources } from './mutant.ts'

/** A mutant may leave something unused behind. */
const lenient = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false', '--allowUnreachableCode', 'true']

const root = fileURLToPath(new URL('../../../', import.meta.url))

test('no two mutants have the same name', () => {
  expect(new Set(allMutants.map(({ name }) => name)).size).toBe(allMutants.length)
})

test.each(allMutants)('"$name" still fits the sources', (mutant) => {
  expect(mutatedSources(mutant).size).toBeGreaterThan(0)
})

test('every mutant is a program that the compiler takes, so that it is found for what it does', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const sources of ['functions', 'shared'])
    await cp(join(root, sources), join(folder, sources), { recursive: true })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const file of ['tsconfig.json', 'package.json']) await cp(join(root, file), join(folder, file))
  for (const [i, mutant] of allMutants.entries())
    for (const [file, source] of mutatedSources(mutant))
      await writeFile(join(folder, fileURLToPath(file).slice(root.length)).replace('.ts', `-${i}.ts`), source)
  const { stdout } = await promisify(execFile)(join(folder, 'node_modules/.bin/tsc'), lenient, { cwd: folder }).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
})
