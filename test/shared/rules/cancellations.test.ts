import { expect, test } from 'vitest'

import { isCancelled } from '../../../shared/rules/cancellations.ts'

const cancellation = (after: number, before: number) => ({ after, before, decidedAt: before, replies: 1 })

test('a reply is cancelled if it was promised in a period, which includes its beginning and not its end', () => {
  const cancellations = [cancellation(10, 20), cancellation(30, 31)]
  const cancelled = [9, 10, 19, 20, 29, 30, 31].filter((at) => isCancelled(at, cancellations, 100))
  expect(cancelled).toEqual([10, 19, 30])
  expect(isCancelled(10, [], 100)).toBe(false)
})

test('a note that reaches further ahead than clocks differ is ignored, or it would mute the number', () => {
  const now = Date.UTC(2026, 10, 24)
  expect(isCancelled(now, [cancellation(0, now + 2000)], now)).toBe(true)
  expect(isCancelled(now, [cancellation(0, now + 2001)], now)).toBe(false)
})

test('only the newest twenty notes count', () => {
  const cancellations = Array.from({ length: 21 }, (_, i) => cancellation(i, i + 1))
  const cancelled = [0, 1, 20].filter((at) => isCancelled(at, cancellations, 100))
  expect(cancelled).toEqual([1, 20])
})
