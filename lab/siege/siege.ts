import { writeFileSync } from 'node:fs'
import type { Quota } from '../../shared/rules/config.ts'
import { noUsage, usdOf } from '../aws-prices.ts'
import { flag, onAllCores, parseOptions, runProgram, table, wholeNumber, writeEvidence } from '../program.ts'
import { columns } from './figures.ts'
import { numbers } from './numbers.ts'
import { pictureOf } from './picture.ts'
import { sceneOf } from './scene.ts'
import { pictured, scenesFor } from './scenes.ts'

/** The default, and four times that, which the genuine texts of 30 October 2017 alone don't use up. */
const budgets: readonly Quota[] = [
  { hour: 100, day: 1000, month: 10_000 },
  { hour: 400, day: 4000, month: 40_000 },
]

const main = async (args: readonly string[]): Promise<number> => {
  const { seed, seeds, evidence } = readOptions(args)
  const tasks = tasksOf(seed, seeds)
  const onDone = (_: unknown, done: number) => process.stderr.write(`\r${done} of ${tasks.length} replays `)
  const report = reportOf(tasks, await onAllCores(job, tasks, { onDone }))
  console.log(`\n${report}`)
  if (!evidence) return 0
  writeEvidence('siege', report)
  writeFileSync(new URL('../../docs/siege.svg', import.meta.url), await drawing(seed))
  return 0
}

const drawing = async (seed: number): Promise<string> => {
  const scene = pictured()
  const texts = sceneOf(scene, seed)
  return pictureOf({
    ours: await numbers['this number'](texts, { ...scene, seed }),
    unruled: await numbers['without the siege rule'](texts, { ...scene, seed }),
    baseline: await numbers['the baseline'](texts, { ...scene, seed }),
  })
}

/** Reads the command line. Each seed gives other texts. The page has the means of three. */
export const readOptions = (args: readonly string[]) => {
  const text = { type: 'string', default: '' } as const
  const known = { seed: { ...text, default: '2017' }, seeds: text, evidence: flag }
  const usage = 'there are --seed <number>, --seeds <how many> and --evidence'
  const { seed, evidence, ...options } = parseOptions(args, known, usage)
  const seeds = options.seeds || (evidence ? '3' : '1')
  return { seed: wholeNumber('--seed', seed, 1, 2_000_000_000), seeds: wholeNumber('--seeds', seeds, 1, 100), evidence }
}

/** A scene, by the place of its budget and its own, and the seed of its texts. */
export type Task = { readonly of: number; readonly nth: number; readonly seed: number }

const tasksOf = (seed: number, seeds: number): readonly Task[] =>
  budgets.flatMap((budget, of) =>
    scenesFor(budget).flatMap((_, nth) => Array.from({ length: seeds }, (_, more) => ({ of, nth, seed: seed + more }))),
  )

/** The figures of each number, and what AWS charges ours for a million texts, without SMS and fixed costs. */
export type Found = { readonly figures: readonly (readonly number[])[]; readonly usd: number }

const sceneAt = ({ of, nth }: Task) => {
  const scene = budgets.flatMap((budget, i) => (i === of ? scenesFor(budget) : []))[nth]
  if (scene === undefined) throw new Error(`There is no scene ${nth} of budget ${of}`)
  return scene
}

export const runTask = async (task: Task): Promise<Found> => {
  const scene = sceneAt(task)
  const texts = sceneOf(scene, task.seed)
  const outcomes = []
  for (const replayed of Object.values(numbers)) outcomes.push(await replayed(texts, { ...scene, seed: task.seed }))
  const [{ usage = noUsage } = {}] = outcomes
  return {
    figures: outcomes.map((outcome) => columns.map(({ figure }) => figure(outcome, scene))),
    usd: (usdOf(usage).aws / texts.length) * 1e6,
  }
}

export const job = { module: new URL(import.meta.url), run: runTask }

/** A row for each scene: the means of its seeds, with this number's in bold. */
export const reportOf = (tasks: readonly Task[], found: readonly Found[]): string => {
  const results = tasks.map((task, i) => ({ ...task, found: found[i] ?? { figures: [], usd: Number.NaN } }))
  const written = [...Map.groupBy(results, ({ of }) => of)].flatMap(([of, ofTable]) => {
    const rows = [...Map.groupBy(ofTable, ({ nth }) => nth).values()].map((seeds) => [
      seeds[0] === undefined ? '' : sceneAt(seeds[0]).name,
      ...cellsOf(seeds.map(({ found }) => found.figures)),
    ])
    const usd = ofTable.map(({ found }) => found.usd)
    return [
      `### ${budgets[of]?.hour} replies an hour, ${budgets[of]?.day.toLocaleString('en')} a day`,
      table(['', ...columns.map(({ title }) => title)], rows),
      `AWS, USD a million texts: ${Math.min(...usd).toFixed(2)} to ${Math.max(...usd).toFixed(2)}.`,
    ]
  })
  const seeds = new Set(tasks.map(({ seed }) => seed))
  return [`Seeds from ${Math.min(...seeds)} on, ${seeds.size} a row.`, ...written].join('\n\n')
}

const cellsOf = (found: readonly Found['figures'][]): readonly string[] => {
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
