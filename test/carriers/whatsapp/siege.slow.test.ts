import { beforeAll, expect, test } from 'vitest'

import { figuresOf } from '../../../bench/siege/figures.ts'
import { replay } from '../../../bench/siege/number.ts'
import type { ReplayOutcome } from '../../../bench/siege/replay-outcome.ts'
import { sceneOf, variants } from '../../../bench/siege/variants.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

/** The evening of 30 October 2017: 20,000 abusive texts from as many numbers, among those of people. */
const evening = variants.find(({ name }) => name === '20,000 numbers, in bursts')

const budget = { hour: 100, day: 1000, month: 10_000 }

let outcome: ReplayOutcome
let bySms: ReplayOutcome

beforeAll(async () => {
  if (evening === undefined) throw new Error('There is no such evening')
  const setup = { budget, siegeRule: true, seed: 1 }
  outcome = await replay(sceneOf(evening, 2017), { ...setup, carrier: 'whatsapp' })
  bySms = await replay(sceneOf(evening, 2017), setup)
}, 600_000)

test('of 20,000 abusive messages hardly any is answered, and nearly as many people are as by SMS', () => {
  const figures = figuresOf(outcome)
  expect(figures.abusiveTexts).toBe(20_000)
  expect(figures.abusiveAnswered).toBeLessThan(400)
  expect(figures.peakPartsInHour).toBeLessThanOrEqual(budget.hour)
  expect(figures.answeredInSiege).toBeGreaterThan(0.9 * figuresOf(bySms).answeredInSiege)
  expect(figures.answeredDayAfter).toBeGreaterThan(0.9 * figuresOf(bySms).answeredDayAfter)
})

test('no reply goes out after the 24 hours in which WhatsApp takes it, nor before the victim has left', () => {
  const delays = outcome.replies.map(({ text, at }) => at - text.at)
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(45 * minute)
  expect(Math.max(...delays)).toBeLessThan(day)
  // The rule has lent from late hours, as far as the time to answer reaches.
  expect(Math.max(...delays)).toBeGreaterThan(day / 2)
  expect(Math.max(...bySms.replies.map(({ text, at }) => at - text.at))).toBeGreaterThan(day)
})

test('every message is answered or silenced, once', () => {
  const { received, replies, silences } = outcome
  expect(replies.length + silences.length).toBe(received.length)
})
