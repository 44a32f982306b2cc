import { writeFileSync } from 'node:fs'

import { UsageError } from '../../settings/refusal.ts'
import type { BudgetLimits } from '../../shared/rules/config.ts'
import { flag, onAllCores, parseOptions, runProgram, wholeNumber, writeEvidence } from '../program.ts'
import { budgetNameOf, type Day, type DayFigures, dayFiguresOf, days, sceneOfDay } from './days.ts'
import { abusiveTextsOf, sceneOf, type Variant, variants } from './evening.ts'
import { type Bound, boundOf, type Figures, figuresOf, type ReplayOutcome, type Scene } from './figures.ts'
import { compared, type NumberName, numbers } from './numbers.ts'
import { pictureOf } from './picture.ts'
import { introduction, reportOf } from './report.ts'

/** The variants that are reported in detail: a flood that can be told from people, and one that can't. */
const inDetail = ['20,000 numbers, in bursts', '20,000 numbers, spread evenly, no two texts alike']

const main = async (args: readonly string[]): Promise<number> => {
  const { scenes, seed, json, evidence } = readOptions(args)
  const tasks = tasksOf(scenes, seed)
  const results = await onAllCores(job, tasks, { sizeOf, onDone: (_, done) => showProgress(done, tasks.length) })
  const detailed = scenes.length === sceneNames.length ? inDetail : scenes
  console.log(json ? JSON.stringify({ seed, results }, null, 2) : reportOf(results, detailed))
  if (!evidence) return 0
  writeEvidence('siege', `${introduction(seed)}\n${reportOf(results, inDetail)}`)
  writeFileSync(new URL('../../docs/siege.svg', import.meta.url), await draw(seed))
  return 0
}

/** Draws a bar on a terminal, and nothing where a file would collect it. */
const showProgress = (done: number, of: number): void => {
  if (!process.stderr.isTTY) return
  const width = Math.round((done / of) * 40)
  process.stderr.write(
    `\r${'█'.repeat(width)}${'░'.repeat(40 - width)} ${done} of ${of} replays${done === of ? '\n' : ''}`,
  )
}

const pictured = { scene: '20,000 numbers, in bursts', budget: '400 parts an hour, 4,000 a day, 40,000 a month' }

const draw = async (seed: number): Promise<string> =>
  pictureOf({
    'this number': await replayTask({ ...pictured, seed, number: 'this number' }),
    'without the siege rule': await replayTask({ ...pictured, seed, number: 'without the siege rule' }),
    'the baseline': await replayTask({ ...pictured, seed, number: 'the baseline' }),
    'the number of 2017': await replayTask({ ...pictured, seed, number: 'the number of 2017' }),
  })

const defaultSeed = '2017'
const largestSeed = 2_000_000_000
const usage =
  'there are --variant <part of a name>, --seed <number>, --json and --evidence, as in npm run siege -- --variant bursts --seed 1'

/** Reads the command line. Each seed gives other texts. */
export const readOptions = (args: readonly string[]) => {
  const text = { type: 'string' } as const
  const options = { seed: text, variant: text, json: flag, evidence: flag }
  const { seed = defaultSeed, variant, json, evidence } = parseOptions(args, options, usage)
  if (variant !== undefined && evidence)
    throw new UsageError('--evidence writes about all variants, so it does not go with --variant.')
  return { scenes: scenesWith(variant), seed: wholeNumber('--seed', seed, 1, largestSeed), json, evidence }
}

const scenesWith = (part = ''): readonly string[] => {
  const scenes = sceneNames.filter((name) => name.toLowerCase().includes(part.toLowerCase()))
  if (scenes.length > 0) return scenes
  throw new UsageError(
    `--variant is ${JSON.stringify(part)}, but it must be a part of one of these names: ${sceneNames.join('; ')}.`,
  )
}

/** The budgets that an evening is replayed with: the default of a number, and four times that, which genuine texts alone don't use up. */
export const budgets: { readonly [name: string]: BudgetLimits } = {
  '100 parts an hour, 1,000 a day, 10,000 a month': { hour: 100, day: 1000, month: 10_000 },
  '400 parts an hour, 4,000 a day, 40,000 a month': { hour: 400, day: 4000, month: 40_000 },
}

/** One replay: an evening or a day, a budget, a seed, and the number that answers. */
export type Task = {
  readonly scene: string
  readonly budget: string
  readonly seed: number
  readonly number: NumberName
}

export type EveningResult = Task & { readonly figures: Figures; readonly bound?: Bound }
export type DayResult = Task & { readonly day: DayFigures }
export type Result = EveningResult | DayResult

/** The names of all scenes: variants of the evening, and other days. */
export const sceneNames: readonly string[] = [...new Set([...variants, ...days].map(({ name }) => name))]

/** Every replay of the scenes with these names. */
export const tasksOf = (names: readonly string[], seed: number): readonly Task[] =>
  names.flatMap((scene) =>
    numbersOf(scene).flatMap((number) => budgetsOf(scene).map((budget) => ({ scene, budget, seed, number }))),
  )

const daysNamed = (name: string): readonly Day[] => days.filter((day) => day.name === name)

const dayOf = ({ scene, budget }: Pick<Task, 'scene' | 'budget'>): Day | undefined =>
  daysNamed(scene).find((day) => budgetNameOf(day) === budget)

const variantNamed = (name: string): Variant => {
  const variant = variants.find((variant) => variant.name === name)
  if (variant === undefined) throw new Error(`There is no variant ${name}`)
  return variant
}

const budgetsOf = (scene: string): readonly string[] => {
  const ofDays = daysNamed(scene).map(budgetNameOf)
  return ofDays.length > 0 ? ofDays : Object.keys(budgets)
}

const numbersOf = (scene: string): readonly NumberName[] =>
  daysNamed(scene).length > 0 ? ['this number', 'the baseline'] : [...compared, 'the number of 2017']

/** The approximate duration of a replay, as a number of texts. Only this number's replays, through both handlers, take long. */
export const sizeOf = (task: Task): number => (textsOf(task) / 1000) * (task.number === 'this number' ? 10 : 1)

const textsOf = (task: Task): number => {
  const day = dayOf(task)
  if (day !== undefined) return (10_000 + (day.abusiveTexts ?? 0)) * (day.seeds ?? 1)
  return 10_000 + abusiveTextsOf(variantNamed(task.scene))
}

export const runTask = async (task: Task): Promise<Result> => {
  const day = dayOf(task)
  if (day !== undefined) return { ...task, day: await replayDay(day, task) }
  const figures = figuresOf(await replayTask(task))
  if (!variantNamed(task.scene).indistinguishable) return { ...task, figures }
  return { ...task, figures, bound: boundOf(sceneNamed(task), budgetNamed(task.budget)) }
}

/** Replays a day with as many seeds as it asks for, and returns the means. */
const replayDay = async (day: Day, { seed, number }: Task): Promise<DayFigures> => {
  const seeds = Array.from({ length: day.seeds ?? 1 }, (_, index) => seed + index)
  const figures: DayFigures[] = []
  for (const seed of seeds)
    figures.push(dayFiguresOf(await numbers[number](sceneOfDay(day, seed), { ...day, seed }), day))
  const [first, ...more] = figures
  if (first === undefined) throw new Error(`The day ${day.name} has no seed`)
  const keys = Object.keys(first) as readonly (keyof DayFigures)[]
  const means = keys.map((key) => [key, mean([first, ...more].map((of) => of[key]))])
  return Object.fromEntries(means) as DayFigures
}

/** Replays an evening. */
const replayTask = (task: Task): Promise<ReplayOutcome> =>
  numbers[task.number](sceneNamed(task), { budget: budgetNamed(task.budget), seed: task.seed })

const budgetNamed = (name: string): BudgetLimits => {
  const budget = budgets[name]
  if (budget === undefined) throw new Error(`There is no budget ${name}`)
  return budget
}

/** The last scene is kept, because creating a million texts takes a while and consecutive tasks mostly have the same scene. */
let last: { readonly key: string; readonly texts: Scene } | undefined

const sceneNamed = ({ scene, seed }: Task): Scene => {
  const key = `${scene}#${seed}`
  if (last?.key !== key) last = { key, texts: sceneOf(variantNamed(scene), seed) }
  return last.texts
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** One replay, for a worker to do. */
export const job = { module: new URL(import.meta.url), run: runTask }

if (import.meta.main) await runProgram(main)
