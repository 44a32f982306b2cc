import { execFile } from 'node:child_process'
import { cp, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'

import { readOptions, tryMutant } from '../mutants/mutants.ts'
import { mutatedSources } from '../mutants/mutated-process.ts'
import { mutants } from '../promises/all.ts'

/** Compiler options that allow the unused code that a mutant may leave behind. */
const lenient = ['--noUnusedLocals', 'false', '--noUnusedParameters', 'false', '--allowUnreachableCode', 'true']

/** Whether a file is part of what runs on Lambda. The other files of a carrier import the stack, the command line and more. */
const runsOnLambda = (path: string): boolean =>
  !/\/carriers\/(?:\w+\/)?(?:cdk|local|ops|settings|prices|reasons|carrier-)[^/]*$/.test(path)

const root = fileURLToPath(new URL('../../', import.meta.url))

test('every mutant compiles, so that it is found because of its behaviour', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'anti-relou-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  for (const sources of ['carriers', 'functions', 'shared'])
    await cp(join(root, sources), join(folder, sources), { recursive: true, filter: runsOnLambda })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  for (const file of ['tsconfig.json', 'package.json', 'lab/virtual/stores.ts'])
    await cp(join(root, file), join(folder, file), { recursive: true })
  for (const [i, mutant] of mutants.entries())
    for (const [file, source] of mutatedSources(mutant))
      await writeFile(join(folder, fileURLToPath(file).slice(root.length)).replace('.ts', `-${i}.ts`), source)
  const { stdout } = await promisify(execFile)(join(folder, 'node_modules/.bin/tsc'), lenient, { cwd: folder }).catch(
    (error) => error,
  )
  expect(stdout).toBe('')
})

const named = (name: string) => {
  const mutant = mutants.find((candidate) => candidate.name === name)
  if (mutant === undefined) throw new Error(`There is no mutant "${name}"`)
  return mutant
}

test('a mutant counts as found if it breaks an invariant of its list, which the unchanged sources keep', async () => {
  expect(await tryMutant(named('no claim before sending'), 1, 500)).toMatchObject({ verdict: 'found' })
})

test('a mutant that no schedule finds survives', async () => {
  expect(await tryMutant(named('no claim before sending'), 1, 0)).toMatchObject({ verdict: 'survived' })
})

test('a mutant that breaks only other invariants counts as found by luck', async () => {
  const mutant = { ...named('no claim before sending'), foundBy: [] }
  expect(await tryMutant(mutant, 1, 500)).toMatchObject({ verdict: 'found by luck' })
})

test('the command line selects one mutant by name, and refuses invalid options with a message that says what is wrong', () => {
  expect(readOptions(['--only', 'no claim before sending']).mutants).toEqual([named('no claim before sending')])
  expect(readOptions([]).mutants).toEqual(mutants)
  expect(() => readOptions(['--only', 'nothing'])).toThrow(
    'No mutant is called "nothing": npm run mutants names them all.',
  )
  expect(() => readOptions(['--seed', '-'])).toThrow(
    '--seed is "-", but it must be a whole number from 0 to 999999999.',
  )
  expect(() => readOptions(['--seeds', '1'])).toThrow('The options --seeds 1 are not understood')
})
