import { expect, test } from 'vitest'

import { expectInvariantsToHold } from './hold.ts'
import { unreached } from './report.ts'

test('whatever happens to the number, its invariants hold; and most things do happen', async () => {
  const tally = await expectInvariantsToHold(20_171_030, 10_000)
  expect(unreached(tally)).toEqual([])
}, 300_000)
