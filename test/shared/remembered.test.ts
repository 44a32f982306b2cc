import { expect, test } from 'vitest'
import { createMemoryBudgetStore } from '../../lab/virtual/stores.ts'
import { createRecent } from '../../shared/recent.ts'
import { hour } from '../../shared/rules/timing.ts'
import { createScheduler } from '../../shared/scheduler.ts'

test('a full map drops the entry that was set longest ago', () => {
  const recent = createRecent<string>(3)
  for (const sender of ['a', 'b', 'c', 'a', 'd']) recent.set(sender, sender, 1)
  expect(['a', 'b', 'c', 'd'].filter((sender) => recent.get(sender, 0))).toEqual(['a', 'c', 'd'])
})

test('of 50,000 senders, the latest 10,000 are remembered', () => {
  const recent = createRecent<string>()
  const senders = Array.from({ length: 50_000 }, (_, i) => `sender ${i}`)
  for (const sender of senders) recent.set(sender, sender, 1)
  expect(senders.filter((sender) => recent.get(sender, 0))).toEqual(senders.slice(-10_000))
})

test('a month’s counters are kept until its last day, even if the last booking was in the month before', async () => {
  const limits = { hour: 1, day: 1, month: 1 }
  const now = () => Date.UTC(2026, 10, 30, 23)
  const config = { budgets: { default: limits } }
  const scheduler = createScheduler({ budgets: createMemoryBudgetStore(), config, now, random: () => 0 })
  const december = Date.UTC(2026, 11, 1)
  const januaryOne = Date.UTC(2027, 0, 1)
  const bookAt = (hourStart: number) => scheduler.book('default', hourStart, { hourStart, quota: limits })
  await scheduler.learn('default', december - hour, december, 'eventual')
  await bookAt(december)
  await bookAt(december - hour)

  await scheduler.learn('default', januaryOne - hour, januaryOne, 'eventual')
  expect(scheduler.countersOf('default')(december)).toMatchObject({ month: 1 })
})
