import { test } from 'vitest'

import { expectInvariantsToHold } from './hold.ts'

test('all invariants hold in the schedules of a random seed', async () => {
  await expectInvariantsToHold(Math.floor(Math.random() * 2 ** 31), 250)
}, 300_000)
