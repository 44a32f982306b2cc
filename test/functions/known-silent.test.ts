import { expect, test } from 'vitest'

import { createKnownSilent } from '../../functions/receive-sms/known-silent.ts'

test('what a process remembers is bounded: the sender seen longest ago goes first', () => {
  const known = createKnownSilent(3)
  for (const sender of ['a', 'b', 'c', 'a', 'd']) known.remember(sender, 'blocked', 10_000, 0)
  const remembered = ['a', 'b', 'c', 'd'].filter((sender) => known.recall(sender, 'Salut', 1) !== undefined)
  expect(remembered).toEqual(['a', 'c', 'd'])
})

test('nothing is remembered for longer than a minute, nor than it lasts', () => {
  const known = createKnownSilent()
  known.remember('a', 'blocked', 10_000_000, 0)
  known.remember('b', 'opted-out', 10_000, 0)
  expect(known.recall('a', 'Salut', 59_999)).toBe('blocked')
  expect(known.recall('a', 'Salut', 60_000)).toBeUndefined()
  expect(known.recall('b', 'Salut', 9_999)).toBe('opted-out')
  expect(known.recall('b', 'Salut', 10_000)).toBeUndefined()
})

test('what would change something is not answered from memory: STOP of a blocked sender, START of one who opted out', () => {
  const known = createKnownSilent()
  known.remember('a', 'blocked', 10_000, 0)
  known.remember('b', 'opted-out', 10_000, 0)
  expect(['Salut', 'STOP', 'START'].map((text) => known.recall('a', text, 1))).toEqual([
    'blocked',
    undefined,
    'blocked',
  ])
  expect(['Salut', 'STOP', 'START'].map((text) => known.recall('b', text, 1))).toEqual([
    'opted-out',
    'opted-out',
    undefined,
  ])
})
