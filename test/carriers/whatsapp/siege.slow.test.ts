import { beforeAll, expect, test } from 'vitest'

import { sceneOf, variants } from '../../../lab/siege/evening.ts'
import { figuresOf, type ReplayOutcome } from '../../../lab/siege/figures.ts'
import { replay } from '../../../lab/siege/replay.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

/** The evening of 30 October 2017: 20,000 abusive texts, each from another number, in addition to the genuine ones. */
const evening = variants.find(({ name }) => name === '20,000 numbers, in bursts')

const budget = { hour: 100, day: 1000, month: 10_000 }

let outcome: ReplayOutcome
let bySms: ReplayOutcome

beforeAll(async () => {
  if (evening === undefined) throw new Error('There is no such evening')
  const setup = { budget, seed: 1 }
  outcome = await replay(sceneOf(evening, 2017), { ...setup, carrier: 'whatsapp' })
  bySms = await replay(sceneOf(evening, 2017), setup)
}, 600_000)

test('hardly any of 20,000 abusive messages is answered, and nearly as many genuine senders as by SMS', () => {
  const figures = figuresOf(outcome)
  expect(figures.abusiveTexts).toBe(20_000)
  expect(figures.abusiveAnswered).toBeLessThan(400)
  expect(figures.peakPartsInHour).toBeLessThanOrEqual(budget.hour)
  expect(figures.answeredInSiege).toBeGreaterThan(0.9 * figuresOf(bySms).answeredInSiege)
  expect(figures.answeredDayAfter).toBeGreaterThan(0.9 * figuresOf(bySms).answeredDayAfter)
})

test('every reply is sent within the 24 hours that WhatsApp allows, and not before its delay is over', () => {
  const delays = outcome.replies.map(({ text, at }) => at - text.at)
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(45 * minute)
  expect(Math.max(...delays)).toBeLessThan(day)
  // The siege rule has used capacity of late hours, as far as the time limit allows.
  expect(Math.max(...delays)).toBeGreaterThan(day / 2)
  expect(Math.max(...bySms.replies.map(({ text, at }) => at - text.at))).toBeGreaterThan(day)
})
