import type { AnyLine } from '../carriers/carrier-settings.ts'
import type { CarrierName } from '../carriers/registry.ts'
import { carrierSettings } from '../carriers/settings.ts'
import type { Budget, BudgetLimits } from '../shared/rules/config.ts'
import type { Texts } from '../shared/rules/messages.ts'
import { standAlone } from './texts.ts'

/** The budget of lines that don't name one. */
const defaultBudget: BudgetLimits = { hour: 100, day: 1000, month: 10_000 }

type Line = {
  readonly number?: string | undefined
  readonly carrier: CarrierName
  readonly budget?: string | undefined
  readonly gap?: number | undefined
  readonly calls?: AnyLine['calls']
}
type Budgets = Readonly<Record<string, BudgetLimits>>
type Given<L> = {
  readonly lines: readonly L[]
  readonly budgets?: Budgets | undefined
  readonly partPriceUsd?: number | undefined
  readonly texts: Texts
}

type Completed<L> = {
  readonly lines: readonly (Omit<L, 'budget'> & { readonly budget: string; readonly texts: Texts })[]
  readonly budgets: Readonly<Record<string, Budget>>
  readonly partPriceUsd: number
  readonly texts: Texts
}

/**
 * Fills in what depends on the lines: each line's texts and budget, which is its carrier's own if that has one,
 * and the gap between replies of a budget.
 */
export const complete = <L extends Line, Others extends object>(
  settings: Others & Given<L>,
): Omit<Others, keyof Given<L>> & Completed<L> => {
  const lines = settings.lines.map((line) => ({
    ...line,
    budget: line.budget ?? defaultName(line),
    texts: textsOf(line, settings.texts),
  }))
  const named = { ...ownBudgets(settings.lines), ...(settings.budgets ?? { default: defaultBudget }) }
  const budgets = Object.entries(named).map(([name, limits]): [string, Budget] => {
    const gaps = lines.flatMap((line) =>
      line.budget === name ? (carrierSettings[line.carrier].gapMs?.(line) ?? []) : [],
    )
    return [name, gaps.length === 0 ? limits : { ...limits, gapMs: Math.max(...gaps) }]
  })
  const used = budgets.filter(([name]) => settings.budgets !== undefined || lines.some(({ budget }) => budget === name))
  return { ...settings, lines, budgets: Object.fromEntries(used), partPriceUsd: settings.partPriceUsd ?? 0 }
}

/** Texts in settings take precedence, for every line. */
const textsOf = (line: Line, texts: Texts): Texts =>
  carrierSettings[line.carrier].repliesElsewhere?.(line) ? { ...standAlone, ...texts } : texts

const defaultName = ({ carrier, number }: Line): string =>
  carrierSettings[carrier].ownBudget?.nameFor(number) ?? 'default'

const ownBudgets = (lines: readonly Line[]): Budgets =>
  Object.fromEntries(
    lines.flatMap((line) => {
      const { ownBudget } = carrierSettings[line.carrier]
      return ownBudget === undefined || line.budget !== undefined ? [] : [[defaultName(line), ownBudget.limits]]
    }),
  )
