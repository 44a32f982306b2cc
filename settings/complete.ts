import type { Budget, BudgetLimits, CarrierName } from '../shared/rules/policy.ts'
import { second } from '../shared/rules/timing.ts'

/** Of lines that don't name a budget. */
const usualBudget: BudgetLimits = { hour: 100, day: 1000, month: 10_000 }

/** Half of what an operator bears of a SIM, since its hour, day or month may lie across two of ours. */
const simBudget: BudgetLimits = { hour: 50, day: 500, month: 5000 }

/** What Android lets an app send without asking: 30 texts a minute. */
const usualGapMs = 2 * second

type Line = { readonly carrier: CarrierName; readonly budget?: string | undefined; readonly gap?: number | undefined }
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
  const lines = settings.lines.map((line, i) => ({ ...line, budget: line.budget ?? usualName(settings.lines, i) }))
  const named = { ...ofSims(settings.lines), ...(settings.budgets ?? { default: usualBudget }) }
  const budgets = Object.entries(named).map(([name, limits]): [string, Budget] => {
    const sims = lines.filter(({ carrier, budget }) => carrier === 'sim' && budget === name)
    const gapMs = Math.max(...sims.map(({ gap = usualGapMs }) => gap))
    return [name, sims.length === 0 ? limits : { ...limits, gapMs }]
  })
  const used = budgets.filter(([name]) => settings.budgets !== undefined || lines.some(({ budget }) => budget === name))
  return { ...settings, lines, budgets: Object.fromEntries(used), partPriceUsd: settings.partPriceUsd ?? 0 }
}

/** A SIM's place among the SIMs: budgets are stored and logged under their names, so a number can't be one. */
const usualName = (lines: readonly Line[], i: number): string =>
  isSim(lines[i]) ? `sim-${lines.slice(0, i + 1).filter(isSim).length}` : 'default'

const ofSims = (lines: readonly Line[]): Budgets =>
  Object.fromEntries(
    lines.flatMap((line, i) => (isSim(line) && line.budget === undefined ? [[usualName(lines, i), simBudget]] : [])),
  )

const isSim = (line: Line | undefined): boolean => line?.carrier === 'sim'
