import { writeFileSync } from 'node:fs'
import { flag, onAllCores, parseOptions, runProgram, table, writeEvidence } from '../program.ts'
import { columns } from './figures.ts'
import { numbers } from './numbers.ts'
import { pictureOf } from './picture.ts'
import { type Scene, sceneOf } from './scene.ts'
import { scenes } from './scenes.ts'

const main = async (args: readonly string[]): Promise<number> => {
  const { evidence } = parseOptions(args, { evidence: flag }, 'there is --evidence')
  const tasks = tasksOf(evidence ? 3 : 1)
  const onDone = (_: unknown, done: number) => process.stderr.write(`\r${done} of ${tasks.length} replays `)
  const report = reportOf(tasks, await onAllCores(job, tasks, { onDone }))
  console.log(`\n${report}`)
  if (!evidence) return 0
  writeEvidence('siege', report)
  writeFileSync(new URL('../../docs/siege.svg', import.meta.url), await drawing())
  return 0
}

/** Draws bursts at the default budget. */
const drawing = async (): Promise<string> => {
  const setup = { ...sceneAt(1), seed: firstSeed }
  const texts = sceneOf(setup, firstSeed)
  return pictureOf({
    ours: await numbers['this number'](texts, setup),
    unruled: await numbers['without the siege rule'](texts, setup),
    baseline: await numbers['the baseline'](texts, setup),
  })
}

/** Each seed gives other texts. */
const firstSeed = 2017

/** A scene, by its place, and the seed of its texts. */
export type Task = { readonly nth: number; readonly seed: number }

const tasksOf = (seeds: number): readonly Task[] =>
  scenes.flatMap((_, nth) => Array.from({ length: seeds }, (_, i) => ({ nth, seed: firstSeed + i })))

/** The figures of each number. */
export type Found = readonly (readonly number[])[]

const sceneAt = (nth: number): Scene => {
  const scene = scenes[nth]
  if (scene === undefined) throw new Error(`There is no scene ${nth}`)
  return scene
}

export const runTask = async ({ nth, seed }: Task): Promise<Found> => {
  const scene = sceneAt(nth)
  const texts = sceneOf(scene, seed)
  const outcomes = []
  for (const replayed of Object.values(numbers)) outcomes.push(await replayed(texts, { ...scene, seed }))
  return outcomes.map((outcome) => columns.map(({ figure }) => figure(outcome, scene)))
}

export const job = { module: new URL(import.meta.url), run: runTask }

/** A row for each scene: the means of its seeds, with this number's in bold. */
export const reportOf = (tasks: readonly Task[], found: readonly Found[]): string => {
  const results = tasks.map(({ nth }, i) => ({ scene: sceneAt(nth), found: found[i] ?? [] }))
  const written = [...Map.groupBy(results, ({ scene }) => scene.budget)].flatMap(([{ hour, day }, ofTable]) => {
    const ofScenes = [...Map.groupBy(ofTable, ({ scene }) => scene.name)]
    const rows = ofScenes.map(([name, seeds]) => [name, ...cellsOf(seeds.map(({ found }) => found))])
    return [
      `### ${hour} replies an hour, ${day.toLocaleString('en')} a day`,
      table(['', ...columns.map(({ title }) => title)], rows),
    ]
  })
  const seeds = new Set(tasks.map(({ seed }) => seed))
  return [`Seeds from ${Math.min(...seeds)} on, ${seeds.size} a row.`, ...written].join('\n\n')
}

const cellsOf = (found: readonly Found[]): readonly string[] => {
  const meanOf = (number: number, column: number): number =>
    found.reduce((sum, figures) => sum + (figures[number]?.[column] ?? Number.NaN), 0) / found.length
  // Of the two lotteries, the one that answers more people soon and within a day.
  const [chance, latest] = [1, 2].map((lottery) => meanOf(lottery, 0) + meanOf(lottery, 1))
  const compared = [(chance ?? 0) < (latest ?? 0) ? 2 : 1, 3, 4]
  return columns.map(({ format }, i) =>
    [`**${format(meanOf(0, i))}**`, ...compared.map((number) => format(meanOf(number, i)))].join('/'),
  )
}

if (import.meta.main) await runProgram(main)
