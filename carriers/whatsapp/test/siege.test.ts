import { expect, test } from 'vitest'
import { days } from '../../../lab/siege/days.ts'
import { shareAnswered } from '../../../lab/siege/figures.ts'
import { type Outcome, replay } from '../../../lab/siege/replay.ts'
import { sceneOf } from '../../../lab/siege/scene.ts'
import { day, minute } from '../../../shared/rules/timing.ts'

const scene = days.find(({ name }) => name === '1,000 numbers between midnight and six: 24/24')
if (scene === undefined) throw new Error('There is no such night')
const texts = sceneOf(scene, 2017)
const byCarrier = (carrier: 'whatsapp' | 'aws') => replay(texts, { budget: scene.budget, seed: 1, carrier })

const delaysIn = ({ replies }: Outcome) => replies.map(({ text, at }) => at - text.at)

test('in a siege, replies leave within WhatsApp’s 24 hours, which costs no genuine sender the answer', async () => {
  const [chat, inbound] = [await byCarrier('whatsapp'), await byCarrier('aws')]
  expect(Math.min(...delaysIn(chat))).toBeGreaterThanOrEqual(45 * minute)
  expect(Math.max(...delaysIn(chat))).toBeLessThan(day)
  for (const period of [scene.counted, scene.later])
    expect(shareAnswered(chat, period)).toBeGreaterThanOrEqual(shareAnswered(inbound, period))
})
