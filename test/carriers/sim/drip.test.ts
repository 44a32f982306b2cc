import { expect, test } from 'vitest'

import { dripFiguresOf, sceneOfDrip } from '../../../bench/siege/drip.ts'
import { replay } from '../../../bench/siege/number.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

const from = Date.UTC(2017, 10)
const fourDays = { from, to: from + 4 * day }

test('a SIM also answers calls, from the same budget', async () => {
  const scene = sceneOfDrip({ everyMs: 20 * minute, wordsOf: () => '' }, 1, fourDays)
  const budget = { hour: 20, day: 100, month: 1000, gapMs: 2000 }
  const setup = { budget, carrier: 'sim', seed: 1 } as const
  const figures = dripFiguresOf(await replay(scene, setup), budget, fourDays)
  expect(figures).toMatchObject({ genuineAnswered: 37, abusiveAnswered: 288, silentDays: 0, usedUpOn: undefined })
})
