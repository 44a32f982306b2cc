import { expect, test } from 'vitest'

import { isCancelled } from '../../../shared/rules/cancellations.ts'

const cancellation = (after: number, before: number) => ({ after, before, decidedAt: before, replies: 1 })

test('a reply is cancelled if it was promised in one of the periods, which include their beginning and not their end', () => {
  const cancellations = [cancellation(10, 20), cancellation(30, 31)]
  const cancelled = [9, 10, 19, 20, 29, 30, 31].filter((at) => isCancelled(at, cancellations))
  expect(cancelled).toEqual([10, 19, 30])
  expect(isCancelled(10, [])).toBe(false)
})
