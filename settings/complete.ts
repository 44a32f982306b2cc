import type { CarrierName } from '../carriers/registry.ts'
import type { Budget, BudgetLimits } from '../shared/rules/config.ts'
import { second } from '../shared/rules/timing.ts'

/** Of lines that don't name a budget. */
const defaultBudget: BudgetLimits = { hour: 100, day: 1000, month: 10_000 }

/** Half of what an operator bears of a SIM, since its hour, day or month may lie across two of ours. */
const simBudget: BudgetLimits = { hour: 50, day: 500, month: 5000 }

/** What Android lets an app send without asking: 30 texts a minute. */
const defaultGapMs = 2 * second

type Line = {
  readonly number?: string | undefined
  readonly carrier: CarrierName
  readonly budget?: string | undefined
  readonly gap?: number | undefined
}
type Budgets = Readonly<Record<string, BudgetLimits>>
type Given<L> = {
  readonly lines: readonly L[]
  readonly budgets?: Budgets | undefined
  readonly partPriceUsd?: number | undefined
}

type Completed<L> = {
  readonly lines: readonly (Omit<L, 'budget'> & { readonly budget: string })[]
  readonly budgets: Readonly<Record<string, Budget>>
  readonly partPriceUsd: number
}

/** Fills in what depends on the lines: the budget that each uses, of its own if it is a SIM, and how far apart a SIM's replies are due. */
export const complete = <L extends Line, Others extends object>(
  settings: Others & Given<L>,
): Omit<Others, keyof Given<L>> & Completed<L> => {
  const lines = settings.lines.map((line) => ({ ...line, budget: line.budget ?? defaultName(line) }))
  const named = { ...ofSims(settings.lines), ...(settings.budgets ?? { default: defaultBudget }) }
  const budgets = Object.entries(named).map(([name, limits]): [string, Budget] => {
    const sims = lines.filter(({ carrier, budget }) => carrier === 'sim' && budget === name)
    const gapMs = Math.max(...sims.map(({ gap = defaultGapMs }) => gap))
    return [name, sims.length === 0 ? limits : { ...limits, gapMs }]
  })
  const used = budgets.filter(([name]) => settings.budgets !== undefined || lines.some(({ budget }) => budget === name))
  return { ...settings, lines, budgets: Object.fromEntries(used), partPriceUsd: settings.partPriceUsd ?? 0 }
}

/**
 * The same for as long as a SIM is a line, wherever settings list it: what is booked stays booked under its name. Budgets are
 * stored and logged under their names, so that the last two digits are all that it tells of the number.
 */
const defaultName = (line: Line): string => (isSim(line) ? `sim-${line.number?.slice(-2)}` : 'default')

const ofSims = (lines: readonly Line[]): Budgets =>
  Object.fromEntries(
    lines.flatMap((line) => (isSim(line) && line.budget === undefined ? [[defaultName(line), simBudget]] : [])),
  )

const isSim = ({ carrier }: Line): boolean => carrier === 'sim'
