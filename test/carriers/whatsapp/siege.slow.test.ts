import { beforeAll, expect, test } from 'vitest'

import { evenings } from '../../../lab/siege/evening.ts'
import { abusiveReplies, type Outcome, shareAnswered } from '../../../lab/siege/figures.ts'
import { replay } from '../../../lab/siege/replay.ts'
import { sceneOf } from '../../../lab/siege/scene.ts'
import { dayAfter, siege } from '../../../lab/siege/traffic.ts'
import { hourOf } from '../../../shared/rules/calendar.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

const budget = { hour: 100, day: 1000, month: 10_000 }

/** The evening of 30 October 2017: 20,000 abusive texts, each from another number, in addition to the genuine ones. */
const evening = evenings(budget).find(({ name }) => name === '20,000 numbers, in bursts')

let outcome: Outcome
let bySms: Outcome

beforeAll(async () => {
  if (evening === undefined) throw new Error('There is no such evening')
  const texts = sceneOf(evening, 2017)
  outcome = await replay(texts, { budget, seed: 1, carrier: 'whatsapp' })
  bySms = await replay(texts, { budget, seed: 1 })
}, 600_000)

test('hardly any of 20,000 abusive messages is answered, and nearly as many genuine senders as by SMS', () => {
  const inHour = [...Map.groupBy(outcome.replies, ({ at }) => hourOf(at)).values()].map(({ length }) => length)
  expect(outcome.received.filter(({ abusive }) => abusive)).toHaveLength(20_000)
  expect(abusiveReplies(outcome).length).toBeLessThan(400)
  expect(Math.max(...inHour)).toBeLessThanOrEqual(budget.hour)
  for (const period of [siege, dayAfter])
    expect(shareAnswered(outcome, period)).toBeGreaterThan(0.9 * shareAnswered(bySms, period))
})

test('every reply is sent within the 24 hours that WhatsApp allows, and not before its delay is over', () => {
  const delays = outcome.replies.map(({ text, at }) => at - text.at)
  expect(Math.min(...delays)).toBeGreaterThanOrEqual(45 * minute)
  expect(Math.max(...delays)).toBeLessThan(day)
  // The siege rule has used capacity of late hours, as far as the time limit allows.
  expect(Math.max(...delays)).toBeGreaterThan(day / 2)
  expect(Math.max(...bySms.replies.map(({ text, at }) => at - text.at))).toBeGreaterThan(day)
})
