import { expect, test } from 'vitest'

import { findingsIn } from '../../../cdk/synthesised.ts'
import { mixed, whatsappOnly } from './stages.ts'

test.each([
  ['alone', whatsappOnly],
  ['beside all others', mixed],
])('the checks of a synth find nothing in a stage with a line on WhatsApp %s', (_, settings) => {
  expect(findingsIn(settings).flatMap(({ violations }) => violations)).toEqual([])
})
