import { budgets } from './budgets.ts'
import { dripTableOf } from './drip-table.ts'
import { overviewOf } from './overview.ts'
import { tableOf } from './table.ts'
import type { DripResult, EveningResult, Result } from './tasks.ts'

/** Markdown: all variants side by side, a table for each budget, then drips, then all figures of the variants with these names. */
export const reportOf = (results: readonly Result[], detailed: readonly string[]): string => {
  const evenings = results.filter(isEvening)
  const drips = results.filter(isDrip)
  const inDetail = evenings.filter(({ scene, seed }) => detailed.includes(scene) && seed === evenings[0]?.seed)
  return [
    ...Object.keys(budgets).flatMap((name) =>
      someOf(evenings.filter(({ budget }) => budget === name)).map((ofBudget) => overviewOf(name, ofBudget)),
    ),
    ...someOf(drips).map(dripTableOf),
    ...[...Map.groupBy(inDetail, ({ scene, budget }) => `${scene}#${budget}`).values()].map(tableOf),
  ].join('\n')
}

/** Nothing gets no table. */
const someOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => (items.length === 0 ? [] : [items])

const isDrip = (result: Result): result is DripResult => 'drip' in result
const isEvening = (result: Result): result is EveningResult => !isDrip(result)
