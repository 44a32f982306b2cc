import { writeFileSync } from 'node:fs'
import { UsageError } from '../../settings/refusal.ts'
import { flag, onAllCores, parseOptions, runProgram, table, wholeNumber, writeEvidence } from '../program.ts'
import { days } from './days.ts'
import { evenings } from './evening.ts'
import { type Column, dayColumns, eveningColumns, linesColumns, rushColumns, spreadOf, whole } from './figures.ts'
import { insiders } from './insiders.ts'
import { lines } from './lines.ts'
import { numbers } from './numbers.ts'
import { pictureOf } from './picture.ts'
import { rushes } from './rushes.ts'
import { type Scene, sceneOf } from './scene.ts'

type Table = { readonly title: string; readonly scenes: readonly Scene[]; readonly columns: readonly Column[] }

const byDefault = { hour: 100, day: 1000, month: 10_000 }
const fourfold = { hour: 400, day: 4000, month: 40_000 }

/** An evening is tried with the default budget, and with four times that, which genuine texts alone don't use up. */
const tables: readonly Table[] = [
  { title: '100 replies an hour, 1,000 a day, 10,000 a month', scenes: evenings(byDefault), columns: eveningColumns },
  { title: '400 replies an hour, 4,000 a day, 40,000 a month', scenes: evenings(fourfold), columns: eveningColumns },
  { title: 'Rushes of honest people', scenes: rushes, columns: rushColumns },
  { title: 'Other days', scenes: days, columns: dayColumns },
  { title: 'Attackers who know the rule', scenes: insiders, columns: dayColumns },
  { title: 'One of five lines is flooded', scenes: lines, columns: linesColumns },
]

const main = async (args: readonly string[]): Promise<number> => {
  const { scene, seed, seeds, evidence } = readOptions(args)
  const tasks = tasksOf(scene, seed, seeds)
  const onDone = (_: unknown, done: number) => process.stderr.write(`\r${done} of ${tasks.length} replays `)
  const report = reportOf(tasks, await onAllCores(job, tasks, { onDone }))
  console.log(`\n${report}`)
  if (!evidence) return 0
  writeEvidence('siege', report)
  writeFileSync(new URL('../../docs/siege.svg', import.meta.url), await drawing(seed))
  return 0
}

const pictured = '20,000 numbers, in bursts'

const drawing = async (seed: number): Promise<string> => {
  const setup = { budget: byDefault, seed }
  const texts = evenings(byDefault).flatMap((scene) => (scene.name === pictured ? sceneOf(scene, seed) : []))
  return pictureOf({
    ours: await numbers['this number'](texts, setup),
    unruled: await numbers['without the siege rule'](texts, setup),
    baseline: await numbers['the baseline'](texts, setup),
  })
}

/** Reads the command line. Each seed gives other texts. The page has the means of three. */
export const readOptions = (args: readonly string[]) => {
  const text = { type: 'string', default: '' } as const
  const known = { scene: text, seed: { ...text, default: '2017' }, seeds: text, evidence: flag }
  const usage = 'there are --scene <part of a name>, --seed <number>, --seeds <how many> and --evidence'
  const { scene, seed, evidence, ...options } = parseOptions(args, known, usage)
  const seeds = options.seeds || (evidence ? '3' : '1')
  if (scene !== '' && evidence)
    throw new UsageError('--evidence writes about all scenes, so it does not go with --scene.')
  const names = [...new Set(tables.flatMap(({ scenes }) => scenes.map(({ name }) => name)))]
  if (!names.some((name) => isCalled(name, scene)))
    throw new UsageError(
      `--scene is ${JSON.stringify(scene)}, but it must be a part of one of these names: ${names.join('; ')}.`,
    )
  const from = wholeNumber('--seed', seed, 1, 2_000_000_000)
  return { scene, seed: from, seeds: wholeNumber('--seeds', seeds, 1, 100), evidence }
}

const isCalled = (name: string, part: string): boolean => name.toLowerCase().includes(part.toLowerCase())

/** A scene, by its place in the tables, and the seed of its texts. */
export type Task = { readonly of: Table['title']; readonly nth: number; readonly seed: number }

/** Each scene is replayed with as many seeds as are asked for, or with more if it needs them. */
export const tasksOf = (part: string, seed: number, least: number): readonly Task[] =>
  tables.flatMap(({ title: of, scenes }) =>
    scenes.flatMap(({ name, seeds = 1 }, nth) => {
      const length = isCalled(name, part) ? Math.max(seeds, least) : 0
      return Array.from({ length }, (_, more) => ({ of, nth, seed: seed + more }))
    }),
  )

const tableNamed = (title: string): Table => {
  const found = tables.find((table) => table.title === title)
  if (found === undefined) throw new Error(`There is no table ${title}`)
  return found
}

type Figures = readonly (readonly number[])[]

export const runTask = async ({ of, nth, seed }: Task) => {
  const { scenes, columns } = tableNamed(of)
  const scene = scenes[nth]
  if (scene === undefined) throw new Error(`There is no scene ${nth} in ${of}`)
  const texts = sceneOf(scene, seed)
  const found: number[][] = []
  for (const replayed of Object.values(numbers)) {
    const outcome = await replayed(texts, { ...scene, seed })
    found.push(columns.map(({ figure }) => figure(outcome, scene)))
  }
  return found
}

export const job = { module: new URL(import.meta.url), run: runTask }

/** A row for each scene: the means of its seeds, with this number's in bold. Below, how far its figures range. */
export const reportOf = (tasks: readonly Task[], found: readonly Figures[]): string => {
  const results = tasks.map((task, i) => ({ ...task, figures: found[i] ?? [] }))
  const written = [...Map.groupBy(results, ({ of }) => of)].flatMap(([title, ofTable]) => {
    const { scenes, columns } = tableNamed(title)
    const found = [...Map.groupBy(ofTable, ({ nth }) => nth)].map(
      ([nth, ofScene]) => [scenes[nth]?.name ?? '', ofScene.map((result) => result.figures)] as const,
    )
    const rows = found.map(([name, figures]) => [
      name,
      ...columns.flatMap((column, i) => (column.isBelow ? [] : [cellOf(column, i, figures)])),
    ])
    const ours = found.map(([, figures]) => figures.map(([first = []]) => first))
    const head = ['', ...columns.flatMap(({ title, isBelow }) => (isBelow ? [] : [title]))]
    return [`### ${title}`, table(head, rows), belowTable(columns, ours)]
  })
  const rows = Map.groupBy(tasks, ({ of, nth }) => `${of} ${nth}`)
  const counts = new Set([...rows.values()].map(({ length }) => length).sort((a, b) => a - b))
  return [`Seeds from ${tasks[0]?.seed} on, ${[...counts].join(' or ')} a row.`, ...written].join('\n\n')
}

const cellOf = ({ format }: Column, nth: number, found: readonly Figures[]): string => {
  const [ours = '', ...others] = (found[0] ?? []).map((_, number) =>
    format(meanOf(found.map((figures) => figures[number]?.[nth] ?? Number.NaN))),
  )
  return [`**${ours}**`, ...others].join('/')
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Tells of this number's rows the least and the most of what has no column, and how far seeds are apart. */
const belowTable = (columns: readonly Column[], rows: readonly Figures[]): string => {
  const ranges = columns.flatMap(({ title, isBelow, format }, i) => {
    const means = rows
      .map((seeds) => meanOf(seeds.map((figures) => figures[i] ?? Number.NaN)))
      .filter((mean) => mean >= 0)
    return isBelow && means.length > 0
      ? [`${title}: ${format(Math.min(...means))} to ${format(Math.max(...means))}.`]
      : []
  })
  const apart = rows
    .filter(({ length }) => length > 1)
    .map((seeds) => spreadOf(columns, seeds))
    .sort((a, b) => a - b)
  const [half, most] = [apart[apart.length >> 1], apart.at(-1)]
  if (half === undefined || most === undefined) return ranges.join(' ')
  return [...ranges, `Points between the seeds of a row: ${whole(half)} in the median, ${whole(most)} at most.`].join(
    ' ',
  )
}

if (import.meta.main) await runProgram(main)
