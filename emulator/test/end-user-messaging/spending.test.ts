import { expect, it } from 'vitest'

import { createSpending } from '../../services/end-user-messaging/account.ts'

it('Spending starts at zero each month', () => {
  let now = Date.parse('2026-11-30T23:59:00Z')
  const { add, soFar } = createSpending(0.5, () => now)
  add(0.25)
  expect(soFar()).toBe(0.75)
  now = Date.parse('2026-12-01T00:00:00Z')
  expect(soFar()).toBe(0)
  add(0.25)
  expect(soFar()).toBe(0.25)
})
