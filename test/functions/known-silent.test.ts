import { expect, test } from 'vitest'

import { createKnownSilent } from '../../functions/receive-sms/known-silent.ts'
import { unknownSender } from '../../shared/rules/sender-record.ts'

const sms = (text: string, sentAt = 0) => ({ inboundId: 'a text', sender: 'somebody', line: 'a line', text, sentAt })

const blocked = { ...unknownSender, blockedUntil: 10_000_000 }
const optedOut = { ...unknownSender, optedOutUntil: 10_000_000 }
const both = { ...blocked, ...optedOut, blockedUntil: 10_000_000 }

test('what a process remembers is bounded: the sender seen longest ago goes first', () => {
  const known = createKnownSilent(3)
  for (const sender of ['a', 'b', 'c', 'a', 'd']) known.remember(sender, blocked, 0)
  const remembered = ['a', 'b', 'c', 'd'].filter((sender) => known.recall(sender, sms('Salut'), 1) !== undefined)
  expect(remembered).toEqual(['a', 'c', 'd'])
})

test('of fifty thousand senders that are seen blocked, ten thousand are remembered', () => {
  const known = createKnownSilent()
  const senders = Array.from({ length: 50_000 }, (_, i) => `sender ${i}`)
  for (const sender of senders) known.remember(sender, blocked, 0)
  const remembered = senders.filter((sender) => known.recall(sender, sms('Salut'), 1) !== undefined)
  expect(remembered).toEqual(senders.slice(-10_000))
})

test('nothing is remembered for longer than a minute, nor than it lasts', () => {
  const known = createKnownSilent()
  known.remember('a', blocked, 0)
  known.remember('b', { ...unknownSender, optedOutUntil: 10_000 }, 0)
  expect(known.recall('a', sms('Salut'), 59_999)).toBe('blocked')
  expect(known.recall('a', sms('Salut'), 60_000)).toBeUndefined()
  expect(known.recall('b', sms('Salut'), 9_999)).toBe('opted-out')
  expect(known.recall('b', sms('Salut'), 10_000)).toBeUndefined()
})

test('a sender who is seen free again is forgotten at once', () => {
  const known = createKnownSilent()
  known.remember('a', blocked, 0)
  known.remember('a', unknownSender, 1)
  expect(known.recall('a', sms('Salut'), 2)).toBeUndefined()
})

test.each([
  ['blocked', blocked, ['blocked', undefined, 'blocked']],
  ['opted out', optedOut, ['opted-out', undefined, undefined]],
  ['both', both, ['opted-out', 'opted-out', 'opted-out']],
])('a keyword that may change something is not answered from memory: sender %s', (_, record, answers) => {
  const known = createKnownSilent()
  known.remember('a', record, 0)
  expect(['Salut', 'STOP', 'START'].map((text) => known.recall('a', sms(text, 1), 1))).toEqual(answers)
})
