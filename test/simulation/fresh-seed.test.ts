import { test } from 'vitest'

import { expectInvariantsToHold } from './hold.ts'

test('the invariants hold for schedules that were never run before', async () => {
  await expectInvariantsToHold(Math.floor(Math.random() * 2 ** 31), 250)
}, 300_000)
