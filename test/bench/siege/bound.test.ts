import { expect, test } from 'vitest'

import { boundOf, roomIn } from '../../../bench/siege/bound.ts'
import { siege, type Text } from '../../../bench/siege/traffic.ts'
import { hour, minute } from '../../../shared/rules/timing.ts'

const budget = { hour: 10, day: 60, month: 600 }
const senders = (name: string, count: number, abusive: boolean, at: number): readonly Text[] =>
  Array.from({ length: count }, (_, index) => ({ at, sender: `${name}${index}`, words: 'Salut', abusive }))
const boundOfTexts = (...texts: readonly (readonly Text[])[]) =>
  boundOf({ texts: texts.flat(), textBack: () => undefined }, budget)

const noon = Date.UTC(2017, 9, 31, 12)

test('the room of some hours is what they hold, and no more than their days and their month have', () => {
  expect(roomIn({ from: noon, to: noon + 3 * hour }, budget)).toBe(30)
  expect(roomIn({ from: noon, to: noon + 12 * hour }, budget)).toBe(60)
  expect(roomIn({ from: noon, to: noon + 15 * hour }, budget)).toBe(90)
  expect(roomIn({ from: noon, to: noon + 36 * hour }, { ...budget, month: 50 })).toBe(100)
})

test('who can be told from nobody gets a share of the room, as everybody does', () => {
  // From 15:00 UTC on, sixty fit into what is left of the 30th, and sixty into the 31st; eighty by 23:00 would be more than the day has.
  const bound = boundOfTexts(senders('g', 40, false, siege.from), senders('a', 200, true, siege.from))
  expect(bound.answered).toBeCloseTo(120 / 240)
  expect(bound.answeredSoon).toBeCloseTo(60 / 240)
})

test('senders of other hours count for nothing', () => {
  const bound = boundOfTexts(senders('g', 240, false, siege.from), senders('a', 500, true, siege.to))
  expect(bound.answered).toBeCloseTo(120 / 240)
})

test('people who ask again are told from a flood that does not', () => {
  const once = senders('g', 40, false, siege.from)
  const again = senders('g', 10, false, siege.from + hour)
  const bound = boundOfTexts(once, senders('a', 200, true, siege.from), again)
  expect(bound.answered).toBeCloseTo((10 + (30 * 110) / 230) / 40)
})

test('who asks again too late for an answer within four hours is not told apart in time', () => {
  const late = senders('g', 40, false, siege.from + 3 * hour + 30 * minute)
  const bound = boundOfTexts(senders('g', 40, false, siege.from), senders('a', 200, true, siege.from), late)
  expect(bound.answered).toBe(1)
  expect(bound.answeredSoon).toBeCloseTo(60 / 240)
})

test('where there is room for all, the bound is all of them', () => {
  expect(boundOfTexts(senders('g', 40, false, siege.from))).toEqual({ answered: 1, answeredSoon: 1 })
})
