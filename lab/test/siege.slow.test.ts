import { expect, test } from 'vitest'
import { onAllCores } from '../program.ts'
import { days } from '../siege/days.ts'
import { evenings } from '../siege/evening.ts'
import { shareAnswered, soonMs, toLines } from '../siege/figures.ts'
import { lines } from '../siege/lines.ts'
import { replay } from '../siege/replay.ts'
import { rushes } from '../siege/rushes.ts'
import { sceneOf } from '../siege/scene.ts'
import { job, runTask, tasksOf } from '../siege/siege.ts'
import { dayOfSiege, siege, type Text } from '../siege/traffic.ts'

test('the workers give the same results as a single process, in the same order', async () => {
  const tasks = tasksOf('1,000 numbers within a minute: 1/24', 1, 1).slice(0, 2)
  const done: number[] = []
  const results = await onAllCores(job, tasks, { onDone: (_, count) => done.push(count) })
  expect(results).toEqual(await Promise.all(tasks.map(runTask)))
  expect(done).toEqual([1, 2])
})

test('an error in a worker ends the whole run', async () => {
  const unknown = { of: 'Other days', nth: 2017, seed: 1 }
  await expect(onAllCores(job, [unknown])).rejects.toThrow('There is no scene 2017 in Other days')
})

const textsOf = (part: string): readonly Text[] => {
  const scene = evenings({ hour: 1, day: 1, month: 1 }).find(({ name }) => name.includes(part))
  if (scene === undefined) throw new Error(`There is no scene ${part}`)
  return sceneOf(scene, 1)
}
const genuineInSiege = (texts: readonly Text[]) =>
  texts.filter(({ abusive, at }) => !abusive && at >= siege.from && at < siege.to)

test('texts are in the order of arrival, and the genuine ones are the same in every attack', () => {
  const besieged = textsOf('ask five times')
  expect(besieged.every(({ at }, index) => at >= (besieged[index - 1]?.at ?? 0))).toBe(true)
  expect(besieged.filter(({ abusive }) => !abusive)).toEqual(textsOf('No attack'))
})

test('pasted wordings repeat, unless no two texts are alike', () => {
  const wordings = (texts: readonly Text[]) =>
    new Set(texts.filter(({ abusive }) => abusive).map(({ words }) => words)).size
  expect(wordings(textsOf('in bursts'))).toBeLessThan(9000)
  expect(wordings(textsOf('spread evenly, no two texts alike'))).toBe(20_000)
})

test('an honest rush has nine times as many genuine texts, and no others', () => {
  const rush = textsOf('honest rush')
  const factor = genuineInSiege(rush).length / genuineInSiege(textsOf('No attack')).length
  expect(factor).toBeGreaterThan(8)
  expect(factor).toBeLessThan(10)
  expect(rush.some(({ abusive }) => abusive)).toBe(false)
})

/** Replays the texts of a scene that come before `until`. Of two scenes of one name, the last has fewer. */
const replayed = async (part: string, until = Number.POSITIVE_INFINITY) => {
  const scene = [...days, ...rushes, ...lines].findLast(({ name }) => name.includes(part))
  if (scene === undefined) throw new Error(`There is no scene ${part}`)
  const texts = sceneOf(scene, 1).filter(({ at }) => at < until)
  return { scene, outcome: await replay(texts, { ...scene, seed: 1 }) }
}

test('after a flood at night and a rush at three, nine in ten of the evening are answered in time', async () => {
  const { scene, outcome } = await replayed('and 300 at 15:00')
  expect(shareAnswered(outcome, scene.counted, soonMs)).toBeGreaterThan(0.9)
  expect(shareAnswered(outcome, scene.later, soonMs)).toBeGreaterThan(0.8)
})

test('a crowd on a quiet day is answered within four hours', async () => {
  const { scene, outcome } = await replayed('A concert on a quiet day')
  expect(shareAnswered(outcome, scene.counted, soonMs)).toBeGreaterThan(0.95)
})

test('a flooded line with a budget of its own takes no reply from those who text the other four', async () => {
  const { scene, outcome } = await replayed('one of five lines, 100/1,000 each', siege.to)
  expect(shareAnswered(toLines(outcome, scene, 'flooded'), siege)).toBeLessThan(0.5)
  expect(shareAnswered(toLines(outcome, scene, 'others'), dayOfSiege, soonMs)).toBe(1)
})
