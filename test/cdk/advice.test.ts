import { describe, expect, test } from 'vitest'

import { adviceOn } from '../../cdk/advice.ts'
import { example, exampleWith, mixed, simOnly } from './synthesised.ts'

const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'
const publicAddress = expect.stringMatching(/^The webhook .* for prod is a public address: docs\/sim\.md says .*\.$/)

describe('who synthesises a stage is told', () => {
  test('which spend limit to request from AWS, if AWS sends for it', () => {
    expect(adviceOn('prod', example)).toEqual([spendLimit])
  })

  test('that it has a public address, if a line is a SIM', () => {
    expect(adviceOn('prod', simOnly)).toEqual([publicAddress])
    expect(adviceOn('prod', mixed)).toEqual([spendLimit, publicAddress])
  })

  test('that texts would leave the EU', () => {
    expect(adviceOn('prod', exampleWith({ region: 'us-east-1' }))).toEqual([
      spendLimit,
      expect.stringMatching(/^Warning: us-east-1 is not in the EU/),
    ])
  })
})
