import { expect, test } from 'vitest'
import { day, hour, minute } from '../../../shared/rules/timing.ts'
import { noTwoAlike } from '../../siege/abuse.ts'
import { dripFiguresOf, sceneOfDrip } from '../../siege/drip.ts'
import { createRecorder } from '../../siege/recorder.ts'
import type { Text } from '../../siege/traffic.ts'
import { replayUnruled } from '../../siege/unruled.ts'

const from = Date.UTC(2017, 10)
const fourDays = { from, to: from + 4 * day }
const drip = { everyMs: 20 * minute, wordsOf: noTwoAlike }

test('the month of a drip has 281 genuine senders, and abusive texts at the interval of the drip, each from a new number', () => {
  const { texts } = sceneOfDrip(drip, 1)
  const abuse = texts.filter(({ abusive }) => abusive)
  const genuine = texts.filter(({ abusive }) => !abusive)
  expect(new Set(genuine.map(({ sender }) => sender)).size).toBe(281)
  expect(abuse.map(({ at }) => at)).toEqual(Array.from({ length: 30 * 72 }, (_, index) => from + index * drip.everyMs))
  expect(new Set(abuse.map(({ sender }) => sender)).size).toBe(abuse.length)
})

test('a drip that uses up a small month causes silent days for the rest of it', async () => {
  const scene = sceneOfDrip(drip, 1, fourDays)
  const budget = { hour: 20, day: 100, month: 150 }
  const figures = dripFiguresOf(await replayUnruled(scene, budget, 1), budget, fourDays)
  expect(figures).toMatchObject({ genuineSenders: 37, abusiveTexts: 288, parts: 150, usedUpOn: 2, silentDays: 2 })
  expect(figures.genuineAnswered).toBeLessThan(37)
})

const texts: readonly Text[] = [1, 2, 3, 4, 5, 6].map((date) => ({
  at: from + (date - 1) * day + hour,
  sender: `${date}`,
  words: 'Salut',
  abusive: false,
}))
const outcomeOf = (answered: readonly number[], monthAheadAt?: number) => ({
  received: texts,
  replies: texts
    .filter((_, index) => answered.includes(index + 1))
    .map((text) => ({ text, at: text.at + hour, parts: 1 })),
  silences: [],
  monthAheadAt,
})

test('a day is silent if no sender of that day gets a reply, and the longest silence is the longest run of such days', () => {
  expect(dripFiguresOf(outcomeOf([2, 5]), { month: 9 })).toMatchObject({ silentDays: 4, longestSilence: 2 })
  expect(dripFiguresOf(outcomeOf([1, 2, 3, 4, 5, 6]), { month: 9 })).toMatchObject({ silentDays: 0, longestSilence: 0 })
})

test('the figures give the day on which the alarm goes off, and the day on which the month is used up', () => {
  const outcome = outcomeOf([1, 2, 4], from + 2 * day)
  expect(dripFiguresOf(outcome, { month: 3 })).toMatchObject({ monthAheadOn: 3, usedUpOn: 4 })
  expect(dripFiguresOf(outcomeOf([1, 2, 4]), { month: 4 })).toMatchObject({
    monthAheadOn: undefined,
    usedUpOn: undefined,
  })
})

test('the alarm goes off when bookings first exceed the calendar by more than 8 % of the month', () => {
  let now = 0
  const recorder = createRecorder(
    () => now,
    () => {},
  )
  for (const ahead of [0.05, 0.08, 0.09, 0.2]) {
    now += day
    recorder.count('MonthAhead', ahead)
    recorder.count('MonthShareBooked', 1)
  }
  expect(recorder.outcome().monthAheadAt).toBe(3 * day)
})
