import { expect, test } from 'vitest'

import { createMemoryBudgetStore } from '../../lab/virtual/stores.ts'
import { firstRoom } from '../../shared/rules/budget.ts'
import { hour } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'

test('the counters of a month are kept until its last day, even if the last booking before was in the previous month', async () => {
  const limits = { hour: 1, day: 1, month: 1 }
  const scheduler = createScheduler({
    budgets: createMemoryBudgetStore(),
    config: { budgets: { default: limits } },
    now: () => Date.UTC(2026, 10, 30, 23),
    random: () => 0,
  })
  const december = Date.UTC(2026, 11, 1)
  const januaryOne = Date.UTC(2027, 0, 1)
  const bookAt = (wantedAt: number) =>
    scheduler.book('default', wantedAt, (countersOf) => firstRoom(wantedAt, wantedAt + hour, 1, limits, countersOf))
  await scheduler.learn('default', december - hour, december, 'eventual')
  await bookAt(december)
  await bookAt(december - hour)

  await scheduler.learn('default', januaryOne - hour, januaryOne, 'eventual')
  expect(scheduler.countersOf('default')('2026-12')).toMatchObject({ month: 1 })
})
