import { expect, test } from 'vitest'
import { hour } from '../../shared/rules/timing.ts'
import { onAllCores } from '../program.ts'
import { shareAnswered } from '../siege/figures.ts'
import { replay } from '../siege/replay.ts'
import { sceneOf } from '../siege/scene.ts'
import { scenesFor } from '../siege/scenes.ts'
import { job, runTask } from '../siege/siege.ts'

/** Two rushes of the default budget. */
const tasks = [7, 8].map((nth) => ({ of: 0, nth, seed: 1 }))

test('the workers give the same results as a single process, in the same order', async () => {
  const done: number[] = []
  const results = await onAllCores(job, tasks, { onDone: (_, count) => done.push(count) })
  expect(results).toEqual(await Promise.all(tasks.map(runTask)))
  expect(done).toEqual([1, 2])
})

test('an error in a worker ends the whole run', async () => {
  await expect(onAllCores(job, [{ of: 0, nth: 2017, seed: 1 }])).rejects.toThrow('There is no scene 2017 of budget 0')
})

test.each([
  ['1,280 people within a minute after 320 numbers', 1],
  ['1,000 people within five minutes after 640 numbers', 0.995],
  ['2,400 people within an hour', 0.8],
])('of %s, at least that share is answered within five and a half hours: %d', async (name, least) => {
  const scene = scenesFor({ hour: 400, day: 4000, month: 40_000 }).find((scene) => scene.name === name)
  if (scene === undefined) throw new Error(`There is no scene ${name}`)
  const outcome = await replay(sceneOf(scene, 1), { ...scene, seed: 1 })
  expect(shareAnswered(outcome, scene.counted, 5.5 * hour)).toBeGreaterThanOrEqual(least)
})
