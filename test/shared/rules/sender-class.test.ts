import { expect, test } from 'vitest'
import { isTooSoon, noteTurnedAway, senderClassOf } from '../../../shared/rules/sender-class.ts'
import { type SenderRecord, unknownSender } from '../../../shared/rules/sender-record.ts'
import { day, minute, second } from '../../../shared/rules/timing.ts'

const noon = Date.UTC(2026, 10, 24, 12)
const sent = (sentAt: number) => ({ inboundId: 'id', sender: '', line: '', text: 'Salut', sentAt, publishedAt: sentAt })

const turnedAway = { ...unknownSender, turnedAwayAt: noon }
const answered = { ...unknownSender, replies: new Map([['earlier', { at: noon - day, dueAt: noon - day }]]) }
const waiting = { inboundId: 'id', sentAt: noon, since: noon, lot: 0, asksAgain: false }
const asksAgain = { ...unknownSender, waiting: { ...waiting, asksAgain: true } }

test.each<[who: string, wanted: string, of: SenderRecord, afterMs: number]>([
  ['was turned away under five minutes ago', 'new', turnedAway, 5 * minute - 1],
  ['was turned away five minutes ago', 'returning', turnedAway, 5 * minute],
  ['was turned away under a day ago', 'returning', turnedAway, day - 1],
  ['was turned away a day ago', 'last', turnedAway, day],
  ['was turned away under a week ago', 'last', turnedAway, 7 * day - 1],
  ['was turned away a week ago', 'new', turnedAway, 7 * day],
  ['waits', 'new', { ...unknownSender, waiting }, 0],
  ['waits, and has asked again', 'returning', asksAgain, 0],
  ['was answered, waits, and has asked again', 'last', { ...answered, waiting: asksAgain.waiting }, 0],
])('whoever %s is %s', (_, wanted, record, after) => {
  expect(senderClassOf(sent(noon + after), record)).toBe(wanted)
})

test('the note that a text was turned away is of the one that was sent last, in whatever order they come', () => {
  expect(noteTurnedAway(turnedAway, noon + 1)).toEqual({ ...turnedAway, turnedAwayAt: noon + 1 })
  for (const sentAt of [noon - 1, noon]) expect(noteTurnedAway(turnedAway, sentAt)).toBe(turnedAway)
})

test('a text is too soon within five minutes of one that was turned away, before it or after it', () => {
  const soon = [-5 * minute, -5 * minute + 1, 0, 5 * minute - second, 5 * minute]
  expect(soon.map((ms) => isTooSoon(sent(noon + ms), turnedAway))).toEqual([false, true, true, true, false])
  expect(isTooSoon(sent(noon), unknownSender)).toBe(false)
})
