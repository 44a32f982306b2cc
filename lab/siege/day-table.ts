import { count, headOf, rowOf } from './cells.ts'
import type { DayFigures } from './days.ts'
import type { DayResult } from './tasks.ts'

/** The results of the other days as a Markdown table, one row for each day and budget, this number and the peer side by side. */
export const dayTableOf = (results: readonly DayResult[]): string =>
  [
    '### Other days',
    '',
    'Days that the rule was tried with after it had been written: **this number** / the peer. *Counted* are the honest senders who text during an outage, on the day of a night attack or of a burst, in a week of turns,',
    'in an attack by neighbours, and in the day after a tiny budget was flooded; *later* those of the next day or, in the week, of its last four days. Honest traffic fits each budget: 600 texts a day for the default,',
    'or as many in proportion, or 40 an hour, day and night, around an outage. Means of eight seeds for tiny budgets, else one seed.',
    '',
    ...headOf(['', 'budget', ...columns.map(([title]) => title)]),
    ...[...Map.groupBy(results, ({ scene, budget }) => `${scene} | ${budget}`)].map(([title, ofDay]) =>
      rowOf([title, ...columns.map(([, cell]) => cell(ofDay))]),
    ),
    '',
  ].join('\n')

type Cell = (results: readonly DayResult[]) => string

const sideBySide =
  (cell: (figures: DayFigures) => string): Cell =>
  (results) => {
    const cells = results.map(({ day }) => cell(day))
    return [`**${cells[0]}**`, ...cells.slice(1)].join(' / ')
  }

const percentOf = (figure: keyof DayFigures): Cell =>
  sideBySide((figures) => (Number.isNaN(figures[figure]) ? '–' : (figures[figure] * 100).toFixed(0)))

const columns: readonly (readonly [string, Cell])[] = [
  ['counted: answered', percentOf('answered')],
  ['within four hours, 16:00 to 20:00', percentOf('answeredSoonFrom16To20')],
  ['within four hours, all counted', percentOf('answeredSoon')],
  ['later: answered', percentOf('laterAnswered')],
  ['within four hours', percentOf('laterAnsweredSoon')],
  ['abusive texts answered', sideBySide(({ abusiveAnswered }) => count(abusiveAnswered))],
  ['DynamoDB requests', ([ours]) => count((ours?.day.requestsPerText ?? 0) * 1e6)],
]
