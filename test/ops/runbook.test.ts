import { expect, test } from 'vitest'

import { checkRunbook } from '../../ops/checks/stack.ts'
import { check } from '../settings/checked.ts'

test('doctor remarks that mails would have no link to the runbook, and has nothing to say of those that have', () => {
  expect(checkRunbook({ settings: check({ runbookUrl: undefined }) })).toEqual([
    { what: 'Runbook', state: 'remark', say: expect.stringMatching(/^Mails about alarms have no link /) },
  ])
  expect(checkRunbook({ settings: check({}) })).toEqual([])
})
