import { expect, test } from 'vitest'

import { expectInvariantsToHold } from './hold.ts'
import { unreached } from './report.ts'

/**
 * So many schedules come to every state with most seeds, but for rare ones; with this seed three hundred do. The night runs more: see
 * .github/workflows/nightly.yml.
 */
const [seed, schedules] = [2, 2000]

test('whatever happens to the number, its invariants hold; and most things do happen', async () => {
  const tally = await expectInvariantsToHold(seed, schedules)
  expect(unreached(tally), `what no schedule of seed ${seed} came to`).toEqual([])
}, 300_000)
