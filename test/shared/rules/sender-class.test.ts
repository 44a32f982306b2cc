import { expect, test } from 'vitest'

import { heldBack, noFingerprints, senderClassOf, withAnswered } from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)

const sms = (sender: string, text: string, sentAt = noon) => ({ inboundId: 'id', line: '', sender, text, sentAt })

const afterAnswering = (sender: string, text: string) => {
  const answered = withAnswered(noFingerprints, sms(sender, text), noon)
  return (other: string, otherText: string, now = noon) =>
    senderClassOf(answered, sms(other, otherText), unknownSender, now)
}

test('a number that shares all but the last four digits with one answered within the hour is a lookalike', () => {
  const senderClass = afterAnswering('+33612345678', 'Salut')
  expect(senderClass('+33612340000', 'Hello', noon + hour - 1)).toBe('lookalike')
  expect(senderClass('+33612340000', 'Hello', noon + hour)).toBe('new')
  expect(senderClass('+33612350000', 'Hello')).toBe('new')
})

test.each([
  ['the wording of a text answered within the hour makes a lookalike', 'On te tient, Léa : 40 € !', 'lookalike'],
  ['case, accents, digits, punctuation and spaces do not change a wording', 'ON TE TIENT LEA 50', 'lookalike'],
  ['another word makes another wording', 'On te tient, Marie : 40 € !', 'new'],
])('%s', (_, text, expected) => {
  expect(afterAnswering('+33612345678', 'On te tient, Léa : 40 € !')('+33698765432', text)).toBe(expected)
})

test.each(['Salut', 'Hello toi !', "C'est Sofiane"])('the opener %s is too short to make a lookalike', (opener) => {
  expect(afterAnswering('+33612345678', opener)('+33698765432', opener)).toBe('new')
})

test('a sender who was held back counts as returning from five minutes later, for a day', () => {
  const record = { ...unknownSender, heldBackAt: noon }
  const classAt = (sentAt: number) => senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
  // A redelivered text has the `sentAt` of its first delivery.
  expect([0, 5 * minute - 1, 5 * minute, day - 1, day].map((ms) => classAt(noon + ms))).toEqual([
    'new',
    'new',
    'returning',
    'returning',
    'new',
  ])
})

test('a sender who was held back on two earlier days of a week is a lookalike, until it asks again that day', () => {
  const classAt = (sentAt: number, record: SenderRecord) =>
    senderClassOf(new Map(), sms('+33612345678', 'Salut', sentAt), record, sentAt)
  const once = heldBack(unknownSender, noon)
  const twice = heldBack(once, noon + 25 * hour)
  expect(classAt(noon + 25 * hour, once)).toBe('new')
  expect(classAt(noon + 50 * hour, twice)).toBe('lookalike')
  expect(classAt(noon + 25 * hour + 6 * minute, twice)).toBe('returning')
  expect([7 * day - 1, 7 * day].map((ms) => classAt(noon + ms, twice))).toEqual(['lookalike', 'new'])
})

test('a sender who was answered before is a lookalike', () => {
  const record = { ...unknownSender, replies: new Map([['earlier', noon - 5 * day]]) }
  expect(senderClassOf(new Map(), sms('+33612345678', 'Salut'), record, noon)).toBe('lookalike')
})

test('a process remembers the fingerprints of an hour, and adding some copies only those of the current minute', () => {
  let answered = noFingerprints
  for (let i = 0; i < 180; i++)
    answered = withAnswered(answered, sms(`+336${1000 + i}0000`, 'Salut'), noon + i * minute)
  expect([...answered.values()].map(({ size }) => size)).toEqual(Array(61).fill(1))
  const before = [...answered.values()]
  const after = withAnswered(answered, sms('+33699990000', 'Salut'), noon + 179 * minute + 1)
  expect([...after.values()].filter((ofMinute) => !before.includes(ofMinute))).toHaveLength(1)
})
