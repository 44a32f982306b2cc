import { expect, test } from 'vitest'
import { buildBundles } from '../../cdk/bundles.ts'
import { measureBills } from '../bench/bill.ts'
import { buildBaseline, contenders } from '../bench/contenders.ts'
import { type Mutant, mutants } from '../mutants/all.ts'
import { tryMutant } from '../mutants/mutants.ts'

// Measuring throws unless each new sender gets one reply, which is published when it is due.
test('what a text asks of DynamoDB is measured in every case, here and with the baseline', async () => {
  await Promise.all([buildBundles(), buildBaseline()])
  const bills = await measureBills(contenders, 0, 10)
  const requests = bills.map(({ contender, usage }) => `${contender}: ${usage.dynamoDbRequests}`)
  const [baseline, ours] = [[12, 2, 4, 2].map((n) => `baseline: ${n}`), [5.2, 1.1, 0.1, 0].map((n) => `ours: ${n}`)]
  expect(requests).toEqual([...baseline, ...ours])
  // Near the end of an hour, a reply can wait for up to a minute.
}, 120_000)

const [mutant] = mutants as readonly [Mutant]

test('a mutant is found if it breaks an invariant of its list, and by luck if that is another one', async () => {
  expect(await tryMutant(mutant, 500)).toMatchObject({ verdict: 'found' })
  expect(await tryMutant({ ...mutant, foundBy: [] }, 500)).toMatchObject({ verdict: 'found by luck' })
})

test('a mutant that no schedule finds survives', async () => {
  expect(await tryMutant(mutant, 0)).toMatchObject({ verdict: 'survived' })
})
