import { expect, it } from 'vitest'

import { accountOf } from '../../../../local/stage-account.ts'
import { readSettings } from '../../../../settings/read.ts'
import { line } from '../line.ts'

it('A stage runs in an account that has its AWS number and its SIM line', () => {
  expect(accountOf(readSettings('local-sim'))).toMatchObject({
    numbers: ['+32460000000'],
    lines: [
      { carrier: 'sim', number: line, gapMs: 0 },
      { carrier: 'aws', number: '+32460000000', gapMs: 0 },
    ],
  })
})
