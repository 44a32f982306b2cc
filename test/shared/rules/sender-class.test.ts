import { expect, test } from 'vitest'

import { noteAnswered, senderClassOf } from '../../../shared/rules/sender-class.ts'
import { unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)

const sms = (sender: string, text: string, sentAt = noon) => ({ inboundId: 'id', line: '', sender, text, sentAt })

const afterAnswering = (sender: string, text: string) => {
  const recentFingerprints = new Map<string, number>()
  noteAnswered(recentFingerprints, sms(sender, text), noon)
  return (other: string, otherText: string, now = noon) =>
    senderClassOf(recentFingerprints, sms(other, otherText), unknownSender, now)
}

test('a neighbour of who was answered within the hour is a lookalike: all but the last four digits are the same', () => {
  const senderClass = afterAnswering('+33612345678', 'Salut')
  expect(senderClass('+33612340000', 'Hello', noon + hour - 1)).toBe('lookalike')
  expect(senderClass('+33612340000', 'Hello', noon + hour)).toBe('new')
  expect(senderClass('+33612350000', 'Hello')).toBe('new')
})

test.each([
  ['word for word', 'On te tient, Léa : 40 € !', 'lookalike'],
  ['but for case, accents, digits, signs and spaces', 'ON TE TIENT LEA 50', 'lookalike'],
  ['but for a word', 'On te tient, Marie : 40 € !', 'new'],
])('a text that was answered within the hour, %s', (_, text, expected) => {
  expect(afterAnswering('+33612345678', 'On te tient, Léa : 40 € !')('+33698765432', text)).toBe(expected)
})

test.each(['Salut', 'Hello toi !', "C'est Sofiane"])('short openers are nobody’s own words: %s', (opener) => {
  expect(afterAnswering('+33612345678', opener)('+33698765432', opener)).toBe('new')
})

test('a sender who was held back returns from five minutes later on, for a day', () => {
  const record = { ...unknownSender, heldBackAt: noon }
  const standingAt = (sentAt: number) => senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
  // A duplicate has the time of the first delivery.
  expect([0, 5 * minute - 1, 5 * minute, day - 1, day].map((ms) => standingAt(noon + ms))).toEqual([
    'new',
    'new',
    'returning',
    'returning',
    'new',
  ])
})

test('what a process remembers is bounded: the likeness seen longest ago goes first', () => {
  const recentFingerprints = new Map<string, number>()
  for (const block of [1, 2, 3, 1, 4]) noteAnswered(recentFingerprints, sms(`+3361${block}0000`, 'Salut'), noon, 3)
  expect([...recentFingerprints.keys()]).toEqual(['+33613', '+33611', '+33614'])
})
