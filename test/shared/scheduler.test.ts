import { expect, test } from 'vitest'

import { hour } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'
import { createMemoryBudgetStore } from '../../shared/stores/memory/budget-store.ts'

test('on the last day of a month it is still known what is booked of it, also if its first booking came before the last of the month before', async () => {
  const limits = { hour: 1, day: 1, month: 1 }
  const scheduler = createScheduler({
    budgets: createMemoryBudgetStore(),
    config: { budgets: { default: limits } },
    now: () => Date.UTC(2026, 10, 30, 23),
    random: () => 0,
  })
  const december = Date.UTC(2026, 11, 1)
  const januaryOne = Date.UTC(2027, 0, 1)
  await scheduler.learn('default', december - hour, december, 'eventual')
  await scheduler.book('default', december, december + hour)
  await scheduler.book('default', december - hour, december)

  await scheduler.learn('default', januaryOne - hour, januaryOne, 'eventual')
  expect(scheduler.hasRoom('default', januaryOne - hour, januaryOne)).toBe(false)
})
