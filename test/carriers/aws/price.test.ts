import { expect, test } from 'vitest'

import { checkPrice } from '../../../carriers/aws/ops/price.ts'
import { readSettings } from '../../../settings/read.ts'
import type { Settings } from '../../../settings/schema.ts'
import { example } from '../../settings/checked.ts'

const stateOf = (partPriceUsd: number, ...countries: Settings['countries']) =>
  checkPrice({ ...example, partPriceUsd, countries }).map(({ state }) => state)

test('a price is fine if AWS asked no more for the dearest of the countries', () => {
  expect(stateOf(0.08, 'IT')).toEqual(['ok'])
  expect(stateOf(0.0958_2, 'BE', 'FR')).toEqual(['ok'])
  expect(stateOf(0.09, 'FR', 'BE')).toEqual(['remark'])
})

test('a price far below what a country costs is to be corrected, since AWS would refuse every reply', () => {
  expect(stateOf(0.08, 'BE')).toEqual(['remark'])
  expect(checkPrice({ ...example, partPriceUsd: 0.008, countries: ['BE'] })).toMatchObject([
    {
      what: 'Price of a part',
      state: 'fix',
      say: 'at most 0.008 USD, but AWS asked 0.09582 for BE in April 2022, and refuses a reply that costs more: look it up, and correct partPriceUsd',
    },
  ])
})

test('nothing is said of a country whose price we could not read, nor of simulators', () => {
  expect(stateOf(0.001, 'CU')).toEqual([])
  expect(checkPrice({ ...readSettings('rehearsal'), partPriceUsd: 0.000_01 })).toEqual([])
})
