import { expect, test } from 'vitest'
import { evenly, fromNumbers, noTwoAlike } from '../../../lab/siege/attacks.ts'
import { shareAnswered } from '../../../lab/siege/figures.ts'
import { type Outcome, replay } from '../../../lab/siege/replay.ts'
import { type Scene, sceneOf } from '../../../lab/siege/scene.ts'
import { dayAfter, dayOfSiege, type Period } from '../../../lab/siege/traffic.ts'
import { day, hour, minute } from '../../../shared/rules/timing.ts'

/** A night of a tiny budget, which lets texts wait for long. */
const night: Period = { from: dayOfSiege.from, to: dayOfSiege.from + 6 * hour }
const scene: Scene = {
  ...{ name: 'a thousand numbers at night', budget: { hour: 24, day: 24, month: 240 }, counted: dayOfSiege },
  honest: [{ from: dayOfSiege.from, to: dayAfter.to, texts: 24 }],
  attack: fromNumbers(1000, { moments: evenly(night), wordsOf: noTwoAlike }),
}
const texts = sceneOf(scene, 2017)
const byCarrier = (carrier: 'whatsapp' | 'aws') => replay(texts, { budget: scene.budget, seed: 1, carrier })

const delaysIn = ({ replies }: Outcome) => replies.map(({ text, at }) => at - text.at)

test('in a siege, replies leave within WhatsApp’s 24 hours, which costs no genuine sender the answer', async () => {
  const [chat, inbound] = [await byCarrier('whatsapp'), await byCarrier('aws')]
  expect(Math.min(...delaysIn(chat))).toBeGreaterThanOrEqual(45 * minute)
  expect(Math.max(...delaysIn(chat))).toBeLessThan(day)
  for (const period of [dayOfSiege, dayAfter])
    expect(shareAnswered(chat, period, day)).toBeGreaterThanOrEqual(shareAnswered(inbound, period, day))
})
