import { expect, it } from 'vitest'

import { accountOf } from '../../local/stage.ts'
import { readSettings } from '../../settings/read.ts'

it('A stage runs in an account in production, with its numbers and its price', () => {
  expect(accountOf(readSettings('local'))).toMatchObject({
    tier: 'PRODUCTION',
    numbers: ['+32460000000'],
    partPriceUsd: 0.08,
  })
})

it('The numbers of the account have the ids that settings give', () => {
  const settings = readSettings('local')
  const lines = settings.lines.map((line) => ({ ...line, phoneNumberId: 'phone-0123' }))
  expect(accountOf({ ...settings, lines }).numberIds).toEqual({ '+32460000000': 'phone-0123' })
})

it('A stage of simulators runs in the sandbox', () => {
  expect(accountOf(readSettings('rehearsal'))).toMatchObject({ tier: 'SANDBOX', numbers: [], spendLimitUsd: 1 })
})
