import { expect, test } from 'vitest'

import { adviceOn } from '../../../../cdk/synthesise.ts'
import { exampleWith } from '../../../cdk/synthesised.ts'
import { mixed, simOnly } from './stages.ts'

const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'
const publicAddress = expect.stringMatching(/^The webhook .* for prod is a public address: docs\/sim\.md says .*\.$/)

test('synthesising a stage with a SIM reports that its webhook is public, and no spend limit if no carrier of AWS sends', () => {
  expect(adviceOn('prod', simOnly)).toEqual([publicAddress])
  expect(adviceOn('prod', mixed)).toEqual([spendLimit, publicAddress])
})

test('a SIM answers phones of every country, while an AWS number beside it is reported to be limited', () => {
  const lines = [
    { number: '+32460000000', language: 'fr' },
    { number: '+33639980012', carrier: 'sim', language: 'fr' },
  ]
  expect(adviceOn('prod', exampleWith({ lines, countries: ['BE', 'FR', 'IT'] }))).toEqual([
    spendLimit,
    'An AWS number answers phones of its own country: phones of FR, IT may never get a reply from +32460000000.',
    publicAddress,
  ])
})
