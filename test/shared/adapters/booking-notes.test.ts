import { expect, test } from 'vitest'

import { createBookingNotes } from '../../../shared/adapters/signatures.ts'

const notes = createBookingNotes('the key')
const note = notes.sign('text-1', 'default', 1_795_522_260_000)

test('a note is recognised for the id, the budget and the due time that it was made for', () => {
  expect(notes.isOurs('text-1', 'default', note)).toBe(true)
  expect(createBookingNotes('the key').isOurs('text-1', 'default', note)).toBe(true)
})

test.each([
  ['another id', () => notes.isOurs('text-2', 'default', note)],
  ['another budget', () => notes.isOurs('text-1', 'second', note)],
  ['another due time', () => notes.isOurs('text-1', 'default', { ...note, dueAt: note.dueAt + 1 })],
  ['another key, as after a rotation', () => createBookingNotes('another').isOurs('text-1', 'default', note)],
  ['no MAC', () => notes.isOurs('text-1', 'default', { ...note, mac: '' })],
  ['a part of the MAC', () => notes.isOurs('text-1', 'default', { ...note, mac: note.mac.slice(0, 8) })],
  ['a MAC that is no base64', () => notes.isOurs('text-1', 'default', { ...note, mac: 'é€ñ'.repeat(9) })],
])('a note with %s is not recognised', (_, isOurs) => {
  expect(isOurs()).toBe(false)
})

test('ids and budgets cannot be shifted into one another', () => {
  const shifted = notes.sign('text', '-1default', 5)
  expect(notes.isOurs('text-1', 'default', shifted)).toBe(false)
})
