import { expect, test } from 'vitest'
import { holdsPersonalData } from './personal-data.ts'

const number = '+33612345678'
const text = 'Salut, ça va ?'

test.each([
  'from +33612345678',
  'from 0033612345678',
  'from 06 12 34 56 78',
  'from 06.12.34.56.78',
  'from +33 (0)6-12-34-56-78',
  'PhoneNumber=%2B33612345678',
  'KzMzNjEyMzQ1Njc4',
  '{"text":"Salut, ça va ?"}',
  'Message=Salut%2C%20%C3%A7a%20va%20%3F',
  'U2FsdXQsIMOnYSB2YSA/',
])('"%s" holds a number or a text', (entry) => {
  expect(holdsPersonalData(entry, [number], text)).toBe(true)
})

test('ids, times and counts are no personal data', () => {
  const entry = '{"inboundId":"059f36b4-87a3-44ab-83d2-661975830a7d","dueAt":"2026-11-24T20:31:07.123Z","n":612}'
  expect(holdsPersonalData(entry, [number], text)).toBe(false)
})
