import { expect, test } from 'vitest'

import { hour } from '../../shared/rules/timing.ts'
import { onAllCores } from '../program.ts'
import { sceneOf, variants } from '../siege/evening.ts'
import { figuresOf } from '../siege/figures.ts'
import type { NumberName } from '../siege/numbers.ts'
import { reportOf } from '../siege/report.ts'
import { type EveningResult, job, type Result, runTask, sizeOf, type Task, tasksOf } from '../siege/siege.ts'
import { dayAfter, siege, type Text } from '../siege/traffic.ts'

test('the workers give the same results as a single process, in the same order', async () => {
  const quick: readonly NumberName[] = ['the baseline', 'the number of 2017']
  const tasks = tasksOf(['No attack'], 1)
    .filter(({ number }) => quick.includes(number))
    .slice(0, 2)
  const done: number[] = []
  const results = await onAllCores(job, tasks, { sizeOf, onDone: (_, count) => done.push(count) })
  const inLine: Result[] = []
  for (const task of tasks) inLine.push(await runTask(task))
  expect(results).toEqual(inLine)
  expect(done).toEqual([1, 2])
})

test('an error in a worker ends the whole run', async () => {
  const unknown: Task = { scene: 'a tsunami', budget: 'none', seed: 1, number: 'the number of 2017' }
  await expect(onAllCores(job, [unknown])).rejects.toThrow('There is no variant a tsunami')
})

const budget = '100 parts an hour, 1,000 a day, 10,000 a month'
const text = (sender: string, at: number): Text => ({ at, sender, words: 'Salut', abusive: false })
const besieged = Array.from({ length: 10 }, (_, index) => text(`${index}`, siege.from))
const others = [text('later', siege.to), text('the day after', dayAfter.from)]
const evening = (number: NumberName, answered: number): EveningResult => ({
  scene: 'No attack',
  budget,
  seed: 1,
  number,
  figures: figuresOf({
    received: [...besieged, ...others],
    replies: [...besieged.slice(0, answered), ...others].map((text) => ({ text, at: text.at + hour, parts: 1 })),
    silences: [],
  }),
})
const results = [evening('this number', 9), evening('without the siege rule', 3), evening('the baseline', 1)]

test('the overview has the figures of the numbers side by side', () => {
  const report = reportOf(results, [])
  expect(report).toContain('| No attack | **90** / 30 / 10 | **90** / 30 / 10 |  | **91** / 36 / 18 |')
  expect(report).not.toContain('Seed')
})

test('a detailed table names its seed', () => {
  const report = reportOf(results, ['No attack'])
  expect(report).toContain(`### No attack: ${budget}\n\nSeed 1.`)
  expect(report).toContain('| this number | 91.7 % |')
})

test('other days have a table of their own, with this number and the baseline side by side', async () => {
  const tasks = tasksOf(['A burst within a minute, and replies delayed by up to twelve hours'], 1)
  expect(tasks.map(({ number }) => number)).toEqual(['this number', 'the baseline'])
  const report = reportOf(await Promise.all(tasks.map(runTask)), [])
  expect(report).toMatch(/\| 100 an hour, 1,000 a day \| \*\*\d+\*\* \/ \d+ \|/)
})

const textsOf = (name: string): readonly Text[] => {
  const variant = variants.find((variant) => variant.name === name)
  if (variant === undefined) throw new Error(`There is no variant ${name}`)
  return sceneOf(variant, 1)
}
const abuseOf = (name: string) => textsOf(name).filter(({ abusive }) => abusive)
const genuineInSiege = (texts: readonly Text[]) =>
  texts.filter(({ abusive, at }) => !abusive && at >= siege.from && at < siege.to)

test('texts are in the order of arrival, and the genuine ones are the same in every attack', () => {
  const quiet = textsOf('No attack')
  const besieged = textsOf('4,000 numbers that ask five times, 6 to 20 minutes apart')
  expect(besieged.every(({ at }, index) => at >= (besieged[index - 1]?.at ?? 0))).toBe(true)
  expect(besieged.filter(({ abusive }) => !abusive)).toEqual(quiet)
})

test('pasted wordings repeat, unless no two texts are alike', () => {
  const wordings = (texts: readonly Text[]) => new Set(texts.map(({ words }) => words)).size
  expect(wordings(abuseOf('20,000 numbers, in bursts'))).toBeLessThan(9000)
  expect(wordings(abuseOf('20,000 numbers, spread evenly, no two texts alike'))).toBe(20_000)
})

test('an honest rush has nine times as many genuine texts, and no others', () => {
  const rush = textsOf('An honest rush, nine times the usual')
  const factor = genuineInSiege(rush).length / genuineInSiege(textsOf('No attack')).length
  expect(factor).toBeGreaterThan(8)
  expect(factor).toBeLessThan(10)
  expect(rush.some(({ abusive }) => abusive)).toBe(false)
})
