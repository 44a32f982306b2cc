import type { BudgetLimits } from '../../shared/rules/config.ts'
import { type Bound, boundOf } from './bound.ts'
import { budgets } from './budgets.ts'
import { type DripFigures, dripFiguresOf, drips, sceneOfDrip } from './drip.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type NumberName, numbers } from './numbers.ts'
import type { ReplayOutcome, Scene } from './replay-outcome.ts'
import { sceneOf } from './scene.ts'
import { abusiveTextsOf, type Variant, variants } from './variants.ts'

/** One replay: an evening or a drip, a budget, a seed, and the number that answers. */
export type Task = {
  readonly scene: string
  readonly budget: string
  readonly seed: number
  readonly number: NumberName
}

export type EveningResult = Task & { readonly figures: Figures; readonly bound?: Bound }
export type DripResult = Task & { readonly drip: DripFigures }
export type Result = EveningResult | DripResult

/** The names of all scenes, which are variants of the evening and drips. */
export const sceneNames: readonly string[] = [...variants, ...drips].map(({ name }) => name)

/**
 * Every replay of the scenes with these names. In evenings, `without the siege rule` and `the number of 2017` are only there for
 * comparison, so they are replayed with the first seed alone.
 */
export const tasksOf = (names: readonly string[], seeds: readonly number[]): readonly Task[] =>
  names.flatMap((scene) =>
    seeds.flatMap((seed, index) =>
      numbersOf(scene, index === 0).flatMap((number) =>
        budgetsOf(scene).map((budget) => ({ scene, budget, seed, number })),
      ),
    ),
  )

const dripNamed = (name: string) => drips.find((drip) => drip.name === name)

const variantNamed = (name: string): Variant => {
  const variant = variants.find((variant) => variant.name === name)
  if (variant === undefined) throw new Error(`There is no variant ${name}`)
  return variant
}

const budgetsOf = (scene: string): readonly string[] => {
  const drip = dripNamed(scene)
  return drip === undefined ? Object.keys(budgets) : [drip.budgetName]
}

const numbersOf = (scene: string, isFirstSeed: boolean): readonly NumberName[] => {
  if (dripNamed(scene) !== undefined) return ['this number', 'without the siege rule', 'the peer']
  if (!isFirstSeed) return ['this number', 'the peer']
  return ['this number', 'without the siege rule', 'the peer', 'the number of 2017']
}

/** The approximate duration of a replay, as a number of texts. Only replays through both handlers take long. */
export const sizeOf = ({ scene, number }: Task): number => {
  const texts = dripNamed(scene) === undefined ? 10_000 + abusiveTextsOf(variantNamed(scene)) : 10_000
  return number === 'this number' || number === 'without the siege rule' ? texts : texts / 10
}

export const runTask = async (task: Task): Promise<Result> => {
  const outcome = await replayTask(task)
  const drip = dripNamed(task.scene)
  if (drip !== undefined) return { ...task, drip: dripFiguresOf(outcome, drip.budget) }
  const figures = figuresOf(outcome)
  if (!variantNamed(task.scene).indistinguishable) return { ...task, figures }
  return { ...task, figures, bound: boundOf(sceneNamed(task), budgetNamed(task.budget)) }
}

/** Replays a task. */
export const replayTask = (task: Task): Promise<ReplayOutcome> => {
  const { seed, number, scene, budget } = task
  const setup = dripNamed(scene) ?? { budget: budgetNamed(budget), carrier: 'aws' }
  return numbers[number](sceneNamed(task), { budget: setup.budget, carrier: setup.carrier, seed })
}

const budgetNamed = (name: string): BudgetLimits => {
  const budget = budgets[name]
  if (budget === undefined) throw new Error(`There is no budget ${name}`)
  return budget
}

/** The last scene is kept, because creating a million texts takes a while and consecutive tasks mostly have the same scene. */
let last: { readonly key: string; readonly texts: Scene } | undefined

const sceneNamed = ({ scene, seed }: Task): Scene => {
  const key = `${scene}#${seed}`
  if (last?.key !== key) last = { key, texts: createScene(scene, seed) }
  return last.texts
}

const createScene = (name: string, seed: number): Scene => {
  const drip = dripNamed(name)
  return drip === undefined ? sceneOf(variantNamed(name), seed) : sceneOfDrip(drip, seed)
}
