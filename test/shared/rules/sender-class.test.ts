import { expect, test } from 'vitest'
import { isTooSoon, noteTurnedAway, senderClassOf } from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, hour, minute, second } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)

const known = { inboundId: 'id', sender: '+33612345678', line: '', text: 'Salut' }
const sent = (sentAt: number) => ({ ...known, sentAt, publishedAt: sentAt })

/** The class of a sender whose text is looked at for the first time so long after it was sent. */
const classOf = (record: SenderRecord, sentAt = noon, lateMs = 0) =>
  senderClassOf(sent(sentAt), record, sentAt + lateMs)

const turnedAway = { ...unknownSender, turnedAwayAt: noon }
const answered = { ...unknownSender, replies: new Map([['earlier', { at: noon - day, dueAt: noon - day }]]) }
const waiting = { inboundId: 'id', sentAt: noon, since: noon, lot: 0, asksAgain: false }
const waits = { ...unknownSender, waiting }
const asksAgain = { ...unknownSender, waiting: { ...waiting, asksAgain: true } }

test('a sender who was turned away is returning from five minutes later, for a day, and then last, until a week', () => {
  const classes = [0, 5 * minute - 1, 5 * minute, day - 1, day, 7 * day - 1, 7 * day].map((ms) =>
    classOf(turnedAway, noon + ms),
  )
  expect(classes).toEqual(['new', 'new', 'returning', 'returning', 'last', 'last', 'new'])
})

test('whoever is turned away on a later day, too, is returning on that day', () => {
  const again = noteTurnedAway(turnedAway, noon + 25 * hour)
  expect(classOf(again, noon + 25 * hour + 6 * minute)).toBe('returning')
})

test('the note that a text was turned away is of the one that was sent last, in whatever order they come', () => {
  expect(noteTurnedAway(turnedAway, noon + 1)).toEqual({ ...turnedAway, turnedAwayAt: noon + 1 })
  for (const sentAt of [noon - 1, noon]) expect(noteTurnedAway(turnedAway, sentAt)).toBe(turnedAway)
})

test('a text is late if it was first looked at over ten minutes after it was sent', () => {
  expect([0, 10 * minute, 10 * minute + 1].map((ms) => classOf(unknownSender, noon, ms))).toEqual([
    'new',
    'new',
    'late',
  ])
})

test('a sender whose text waits is returning once it has asked again', () => {
  expect([waits, asksAgain].map((record) => classOf(record))).toEqual(['new', 'returning'])
})

test('last comes before late, and late before returning', () => {
  const classes = [
    classOf({ ...answered, waiting: asksAgain.waiting }, noon, hour),
    classOf({ ...asksAgain, turnedAwayAt: noon - day }, noon, hour),
    classOf(asksAgain, noon, hour),
    classOf(turnedAway, noon + hour, hour),
  ]
  expect(classes).toEqual(['last', 'last', 'late', 'late'])
})

test('a text is too soon within five minutes of one that was turned away, before it or after it', () => {
  const soon = [-5 * minute, -5 * minute + 1, 0, 5 * minute - second, 5 * minute]
  expect(soon.map((ms) => isTooSoon(sent(noon + ms), turnedAway))).toEqual([false, true, true, true, false])
  expect(isTooSoon(sent(noon), unknownSender)).toBe(false)
})
