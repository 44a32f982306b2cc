import type { BudgetLimits } from '../../shared/rules/config.ts'
import type { Account, Scene } from './account.ts'
import { type Bound, boundOf } from './bound.ts'
import { budgets } from './budgets.ts'
import { type DripFigures, dripFiguresOf, drips, sceneOfDrip } from './drip.ts'
import { type Figures, figuresOf } from './figures.ts'
import { type NumberName, numbers } from './numbers.ts'
import { abusiveTextsOf, sceneOf, type Variant, variants } from './variants.ts'

/** One replay: which evening or drip, with what budget, by which seed, and who answers. */
export type Task = {
  readonly scene: string
  readonly budget: string
  readonly seed: number
  readonly number: NumberName
}

export type EveningResult = Task & { readonly figures: Figures; readonly bound?: Bound }
export type DripResult = Task & { readonly drip: DripFigures }
export type Result = EveningResult | DripResult

/** The names of all that can be replayed. */
export const sceneNames: readonly string[] = [...variants, ...drips].map(({ name }) => name)

/** Every replay of the scenes with these names. What is there to compare with only is worth the first seed. */
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

/** About how long a replay takes, as a number of texts: only both handlers take their time. */
export const sizeOf = ({ scene, number }: Task): number => {
  const texts = dripNamed(scene) === undefined ? 10_000 + abusiveTextsOf(variantNamed(scene)) : 10_000
  return number === 'this number' || number === 'without the siege rule' ? texts : texts / 10
}

export const runTask = async (task: Task): Promise<Result> => {
  const account = await accountOf(task)
  const drip = dripNamed(task.scene)
  if (drip !== undefined) return { ...task, drip: dripFiguresOf(account, drip.budget) }
  const figures = figuresOf(account)
  if (!variantNamed(task.scene).indistinguishable) return { ...task, figures }
  return { ...task, figures, bound: boundOf(sceneNamed(task), budgetNamed(task.budget)) }
}

/** What the number does with the texts. */
export const accountOf = (task: Task): Promise<Account> => {
  const { seed, number, scene, budget } = task
  const setup = dripNamed(scene) ?? { budget: budgetNamed(budget), carrier: 'aws' }
  return numbers[number](sceneNamed(task), { budget: setup.budget, carrier: setup.carrier, seed })
}

const budgetNamed = (name: string): BudgetLimits => {
  const budget = budgets[name]
  if (budget === undefined) throw new Error(`There is no budget ${name}`)
  return budget
}

/** A million texts take a while to write: tasks that follow one another mostly share theirs. */
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
