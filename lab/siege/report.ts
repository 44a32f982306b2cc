import { budgets } from './budgets.ts'
import { dayTableOf } from './day-table.ts'
import { dripTableOf } from './drip-table.ts'
import { overviewOf } from './overview.ts'
import { tableOf } from './table.ts'
import type { DayResult, DripResult, EveningResult, Result } from './tasks.ts'

/** The report as Markdown: a table of all variants for each budget, then other days and the drips, then all figures of the variants in `detailed`. */
export const reportOf = (results: readonly Result[], detailed: readonly string[]): string => {
  const evenings = results.filter(isEvening)
  const drips = results.filter(isDrip)
  const inDetail = evenings.filter(({ scene }) => detailed.includes(scene))
  return [
    ...Object.keys(budgets).flatMap((name) =>
      someOf(evenings.filter(({ budget }) => budget === name)).map((ofBudget) => overviewOf(name, ofBudget)),
    ),
    ...someOf(results.filter(isDay)).map(dayTableOf),
    ...someOf(drips).map(dripTableOf),
    ...[...Map.groupBy(inDetail, ({ scene, budget }) => `${scene}#${budget}`).values()].map(tableOf),
  ].join('\n')
}

/** Wraps the items as one group, or as none if there are no items, so that no empty table is written. */
const someOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => (items.length === 0 ? [] : [items])

const isDrip = (result: Result): result is DripResult => 'drip' in result
const isDay = (result: Result): result is DayResult => 'day' in result
const isEvening = (result: Result): result is EveningResult => 'figures' in result
