import { carriers } from '../../carriers/registry.ts'
import { count, eur, headOf, rowOf } from './cells.ts'
import { type DripFigures, drips } from './drip.ts'
import type { DripResult } from './tasks.ts'

/** The results of the drips as a Markdown table, one row per number. Where seeds differ, a cell has one figure for each. */
export const dripTableOf = (results: readonly DripResult[]): string =>
  [
    '### A month-long drip',
    '',
    'November 2017 (UTC): 281 genuine senders, and abusive senders of whom none texts twice. A silent day is a day none of whose first-time senders was answered. Where a cell has two figures, there is one for each seed.',
    'The alarm goes off when bookings are more than 8 % of the month ahead of the calendar.',
    '',
    ...headOf(['', '', ...columns.map(([title]) => title)]),
    ...[...Map.groupBy(results, ({ scene, number }) => `${scene} | ${number}`)].map(([title, ofSeeds]) =>
      rowOf([title, ...columns.map(([, cell]) => eachOf(ofSeeds.map(cell)))]),
    ),
    '',
  ].join('\n')

const eachOf = (cells: readonly string[]): string => [...new Set(cells)].join(' / ')

const dayOfMonth = (day: number | undefined): string => (day === undefined ? 'never' : `${day} Nov`)

/** The cost of sending, or a dash if the carrier doesn't bill by the part. */
const sending = ({ scene, drip }: DripResult): string =>
  drips.some(({ name, carrier }) => name === scene && !carriers[carrier].billsParts) ? '–' : eur(drip.sendingEur)

const ofDrip =
  (cell: (figures: DripFigures) => string) =>
  ({ drip }: DripResult): string =>
    cell(drip)

const columns: readonly (readonly [string, (result: DripResult) => string])[] = [
  ['genuine senders answered', ofDrip(({ genuineAnswered }) => count(genuineAnswered))],
  ['silent days (in a row)', ofDrip(({ silentDays, longestSilence }) => `${silentDays} (${longestSilence})`)],
  [
    'abusive texts answered',
    ofDrip(({ abusiveAnswered, abusiveTexts }) => `${count(abusiveAnswered)} of ${count(abusiveTexts)}`),
  ],
  ['parts sent', ofDrip(({ parts }) => count(parts))],
  ['sending', sending],
  ['alarm `month-ahead`', ofDrip(({ monthAheadOn }) => dayOfMonth(monthAheadOn))],
  ['month used up', ofDrip(({ usedUpOn }) => dayOfMonth(usedUpOn))],
]
