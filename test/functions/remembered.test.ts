import { expect, test } from 'vitest'
import { createRecent } from '../../functions/receive-sms/recent.ts'

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
