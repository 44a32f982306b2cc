import { describe, expect, test } from 'vitest'

import { adviceOn } from '../../cdk/synthesise.ts'
import { exampleWith } from './synthesised.ts'

const spendLimit = 'Monthly SMS spend limit to request from AWS for prod: 800 USD.'

describe('synthesising a stage reports', () => {
  test('that a number to buy needs a registration first, unless it is a simulator', () => {
    const buying = (buy: string, countries: readonly string[]) =>
      adviceOn('prod', exampleWith({ lines: [{ buy, language: 'en' }], countries }))
    expect(buying('SE', ['SE'])).toEqual([
      spendLimit,
      expect.stringMatching(/^Before AWS sells a number of SE it wants a registration, .*: register and order it in /),
    ])
    expect(buying('SIMULATOR', ['US'])).toEqual([])
  })

  test('which countries an AWS number cannot answer', () => {
    const countries = ['BE', 'FR', 'IT']
    const lines = [{ number: '+32460000000', language: 'fr' }]
    expect(adviceOn('prod', exampleWith({ lines, countries }))).toEqual([
      spendLimit,
      'An AWS number answers phones of its own country: phones of FR, IT may never get a reply from +32460000000.',
    ])
    expect(
      adviceOn('prod', exampleWith({ lines: [{ buy: 'SIMULATOR', language: 'en' }], countries: ['US', 'CA'] })),
    ).toEqual([
      'An AWS number answers phones of its own country: phones of CA may never get a reply from the simulator.',
    ])
  })
})
