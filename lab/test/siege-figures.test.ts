import { expect, test } from 'vitest'

import { hour, minute } from '../../shared/rules/timing.ts'
import { boundOf, figuresOf, roomIn } from '../siege/figures.ts'
import { dayAfter, siege, type Text } from '../siege/traffic.ts'

const from = (sender: string, at: number, abusive = false): Text => ({ at, sender, words: 'Salut', abusive })
const answered = (text: Text, afterMs: number) => ({ text, at: text.at + afterMs, parts: 1 })

test('an answer within four hours is counted from the first text, not from the answered one', () => {
  const [first, second] = [from('late', siege.from), from('late', siege.from + 3 * hour + 30 * minute)]
  const soon = from('soon', siege.from)
  const figures = figuresOf({
    received: [first, soon, second],
    replies: [answered(soon, hour), answered(second, hour)],
    silences: [{ text: first, reason: 'siege' }],
  })
  expect(figures).toMatchObject({ answeredInSiege: 1, answeredSoon: 0.5 })
})

test('a sender who first texts on the day after counts for that day, even if the answer comes a day later', () => {
  const before = from('before', siege.to + minute)
  const [late, silenced] = [from('late', dayAfter.to - minute), from('silenced', dayAfter.from)]
  const figures = figuresOf({
    received: [before, silenced, late],
    replies: [answered(late, 2 * hour)],
    silences: [before, silenced].map((text) => ({ text, reason: 'siege' })),
  })
  expect(figures).toMatchObject({ answeredAfter: 0, answeredDayAfter: 0.5 })
})

test('abuse is counted separately, by texts and by the cost of replies', () => {
  const [genuine, abusive] = [from('genuine', siege.from), from('abusive', siege.from, true)]
  const figures = figuresOf({
    received: [genuine, abusive],
    replies: [answered(genuine, hour), answered(abusive, hour)],
    silences: [],
  })
  expect(figures).toMatchObject({ genuineSenders: 1, abusiveTexts: 1, abusiveAnswered: 1, parts: 2 })
  expect(figures.abusiveEur).toBe(figures.sendingEur / 2)
  expect(figures.abusiveCostShare).toBe(0.5)
})

const budget = { hour: 10, day: 60, month: 600 }
const senders = (name: string, count: number, abusive: boolean, at: number): readonly Text[] =>
  Array.from({ length: count }, (_, index) => ({ at, sender: `${name}${index}`, words: 'Salut', abusive }))
const boundOfTexts = (...texts: readonly (readonly Text[])[]) => boundOf(texts.flat(), budget)

const noon = Date.UTC(2017, 9, 31, 12)

test('the capacity of a period is that of its hours, within the limits of its days and months', () => {
  expect(roomIn({ from: noon, to: noon + 3 * hour }, budget)).toBe(30)
  expect(roomIn({ from: noon, to: noon + 12 * hour }, budget)).toBe(60)
  expect(roomIn({ from: noon, to: noon + 15 * hour }, budget)).toBe(90)
  expect(roomIn({ from: noon, to: noon + 36 * hour }, { ...budget, month: 50 })).toBe(100)
})

test('senders that cannot be told apart get an equal share of the capacity', () => {
  // | From 15:00 UTC on, the rest of the 30th has a capacity of sixty, and so has the 31st.
  // Until 23:00 it is sixty as well, since the hours would allow eighty, but the day does not.
  const bound = boundOfTexts(senders('g', 40, false, siege.from), senders('a', 200, true, siege.from))
  expect(bound.answered).toBeCloseTo(120 / 240)
  expect(bound.answeredSoon).toBeCloseTo(60 / 240)
})

test('people who ask again are told apart from a flood that does not', () => {
  const once = senders('g', 40, false, siege.from)
  const again = senders('g', 10, false, siege.from + hour)
  const bound = boundOfTexts(once, senders('a', 200, true, siege.from), again)
  expect(bound.answered).toBeCloseTo((10 + (30 * 110) / 230) / 40)
})

test('people who ask again too late for an answer within four hours are told apart, but not in time', () => {
  const late = senders('g', 40, false, siege.from + 3 * hour + 30 * minute)
  const bound = boundOfTexts(senders('g', 40, false, siege.from), senders('a', 200, true, siege.from), late)
  expect(bound.answered).toBe(1)
  expect(bound.answeredSoon).toBeCloseTo(60 / 240)
})
