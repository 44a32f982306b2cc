import { expect, test } from 'vitest'

import { onAllCores } from '../../../bench/cores.ts'
import { figuresOf } from '../../../bench/siege/figures.ts'
import type { NumberName } from '../../../bench/siege/numbers.ts'
import { reportOf } from '../../../bench/siege/report.ts'
import { type EveningResult, type Result, runTask, sizeOf, type Task, tasksOf } from '../../../bench/siege/tasks.ts'
import { dayAfter, siege, type Text } from '../../../bench/siege/traffic.ts'
import { hour } from '../../../shared/rules/timing.ts'

const drip = 'A month-long drip of texts, one every 3.2 minutes'

test('the workers give the same results as a single process, in the same order', async () => {
  const quick: readonly NumberName[] = ['the peer', 'the number of 2017']
  const tasks = tasksOf(['No attack'], [1])
    .filter(({ number }) => quick.includes(number))
    .slice(0, 2)
  const done: number[] = []
  const script = new URL('../../../bench/siege/worker.ts', import.meta.url)
  const results = await onAllCores<Task, Result>(script, tasks, { sizeOf, onDone: (count) => done.push(count) })
  const inLine: Result[] = []
  for (const task of tasks) inLine.push(await runTask(task))
  expect(results).toEqual(inLine)
  expect(done).toEqual([1, 2])
})

test('an error in a worker ends the whole run', async () => {
  const script = new URL('../../../bench/siege/worker.ts', import.meta.url)
  const unknown: Task = { scene: 'a tsunami', budget: 'none', seed: 1, number: 'the number of 2017' }
  await expect(onAllCores<Task, Result>(script, [unknown], { sizeOf: () => 1 })).rejects.toThrow(
    'There is no budget none',
  )
})

test('numbers that are only for comparison are replayed with the first seed only', () => {
  const tasks = tasksOf(['No attack'], [1, 2])
  const seedsOf = (name: NumberName) => new Set(tasks.filter(({ number }) => number === name).map(({ seed }) => seed))
  expect(seedsOf('this number')).toEqual(new Set([1, 2]))
  expect(seedsOf('the peer')).toEqual(new Set([1, 2]))
  expect(seedsOf('without the siege rule')).toEqual(new Set([1]))
})

const budget = '100 parts an hour, 1,000 a day, 10,000 a month'
const text = (sender: string, at: number): Text => ({ at, sender, words: 'Salut', abusive: false })
const besieged = Array.from({ length: 10 }, (_, index) => text(`${index}`, siege.from))
const others = [text('later', siege.to), text('the day after', dayAfter.from)]
const evening = (number: NumberName, seed: number, answered: number): EveningResult => ({
  scene: 'No attack',
  budget,
  seed,
  number,
  figures: figuresOf({
    received: [...besieged, ...others],
    replies: [...besieged.slice(0, answered), ...others].map((text) => ({ text, at: text.at + hour, parts: 1 })),
    silences: [],
  }),
})
const results = [
  evening('this number', 1, 8),
  evening('without the siege rule', 1, 3),
  evening('the peer', 1, 1),
  evening('this number', 2, 10),
  evening('the peer', 2, 2),
]

test('the overview has the mean over the seeds for each number, and states how much they differ', () => {
  const report = reportOf(results, [])
  expect(report).toContain('| No attack | **90** / 30 / 15 | **90** / 30 / 15 |  | **100** / 100 / 100 |')
  expect(report).toContain('differ by 20.0 points at most')
  expect(report).not.toContain('Seed')
})

test('a detailed table is about the first seed', () => {
  const report = reportOf(results, ['No attack'])
  expect(report).toContain(`### No attack: ${budget}\n\nSeed 1.`)
  expect(report).toContain('| this number | 83.3 % |')
})

test('drips have a table of their own, which shows different results of the seeds side by side', async () => {
  const tasks = tasksOf([drip], [1, 2]).filter(({ number }) => number === 'the peer')
  const report = reportOf(await Promise.all(tasks.map(runTask)), [])
  expect(report).toMatch(/\| the peer \| \d+ \/ \d+ \|.* of 13,500/)
  expect(report).not.toContain(budget)
})
