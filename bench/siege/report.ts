import { budgets } from './budgets.ts'
import { dripTableOf } from './drip-table.ts'
import { overviewOf } from './overview.ts'
import { tableOf } from './table.ts'
import type { DripResult, EveningResult, Result } from './tasks.ts'

/** The report as Markdown: a table of all variants for each budget, then the drips, then all figures of the variants in `detailed`. */
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

/** Wraps the items as one group, or as none if there are no items, so that no empty table is written. */
const someOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => (items.length === 0 ? [] : [items])

const isDrip = (result: Result): result is DripResult => 'drip' in result
const isEvening = (result: Result): result is EveningResult => !isDrip(result)
