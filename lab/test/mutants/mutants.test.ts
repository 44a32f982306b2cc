import { expect, test } from 'vitest'
import { mutatedSources } from '../../mutants/mutant.ts'
import { mutants, promises } from '../../promises/all.ts'

test('no two mutants have the same name', () => {
  expect(new Set(mutants.map(({ name }) => name)).size).toBe(mutants.length)
})

test('each mutant stands beside the invariant that is expected to find it', () => {
  for (const promised of promises) {
    const names = promised.invariants.map(({ name }) => name)
    for (const { foundBy } of promised.mutants) expect(names).toContain(foundBy[0])
  }
})

test.each(mutants)('each edit of "$name" fits exactly one place in the sources', (mutant) => {
  expect(mutatedSources(mutant).size).toBeGreaterThan(0)
})
