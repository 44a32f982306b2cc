import { carriers } from '../../carriers/registry.ts'
import { count, eur, headOf, rowOf } from './cells.ts'
import { type DripFigures, drips } from './drip.ts'
import type { DripResult } from './tasks.ts'

/** The results of the drips as a Markdown table, one row per number. */
export const dripTableOf = (results: readonly DripResult[]): string =>
  [
    '### A month-long drip',
    '',
    'November 2017 (UTC): 281 genuine senders, and abusive senders of whom none texts twice. A silent day is a day none of whose first-time senders was answered.',
    'The alarm goes off when bookings are more than 8 % of the month ahead of the calendar.',
    '',
    ...headOf(['', '', ...columns.map(([title]) => title)]),
    ...results.map((result) =>
      rowOf([`${result.scene} | ${result.number}`, ...columns.map(([, cell]) => cell(result))]),
    ),
    '',
  ].join('\n')

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
