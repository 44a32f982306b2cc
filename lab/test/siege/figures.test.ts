import { expect, test } from 'vitest'
import { hour, minute } from '../../../shared/rules/timing.ts'
import { figuresOf } from '../../siege/figures.ts'
import { dayAfter, siege, type Text } from '../../siege/traffic.ts'

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
