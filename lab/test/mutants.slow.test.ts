import { expect, test } from 'vitest'

import { type Mutant, mutants } from '../mutants/all.ts'
import { tryMutant } from '../mutants/mutants.ts'

const [mutant] = mutants as readonly [Mutant]

test('a mutant is found if it breaks an invariant of its list, and by luck if that is another one', async () => {
  expect(await tryMutant(mutant, 500)).toMatchObject({ verdict: 'found' })
  expect(await tryMutant({ ...mutant, foundBy: [] }, 500)).toMatchObject({ verdict: 'found by luck' })
})

test('a mutant that no schedule finds survives', async () => {
  expect(await tryMutant(mutant, 0)).toMatchObject({ verdict: 'survived' })
})
