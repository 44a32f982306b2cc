import { expect, test } from 'vitest'

import { findingsIn } from '../../../cdk/synthesised.ts'
import { mixed, whatsappOnly } from './stages.ts'

test.each([
  ['only', whatsappOnly],
  ['and an AWS line', mixed],
])('the checks find only acknowledged exceptions in a stage with a line on WhatsApp %s', (_, settings) => {
  expect(findingsIn(settings).flatMap(({ violations }) => violations)).toEqual([])
})
