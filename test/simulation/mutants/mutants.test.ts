import { expect, test } from 'vitest'

import { allMutants } from './all-mutants.ts'
import { mutatedSources } from './mutant.ts'

test('no two mutants have the same name', () => {
  expect(new Set(allMutants.map(({ name }) => name)).size).toBe(allMutants.length)
})

test.each(allMutants)('each edit of "$name" fits exactly one place in the sources', (mutant) => {
  expect(mutatedSources(mutant).size).toBeGreaterThan(0)
})
