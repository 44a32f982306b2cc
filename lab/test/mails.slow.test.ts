import { expect, test } from 'vitest'

import { mailsOfMonth } from '../mails/mails.ts'

test('a usual month of 400 texts sends no mail, although each alarm is evaluated', async () => {
  const mails = await mailsOfMonth({ texts: 400, seed: 1 })
  expect(Object.keys(mails).length).toBeGreaterThan(10)
  expect(Object.entries(mails).filter(([, count]) => count > 0)).toEqual([])
})
