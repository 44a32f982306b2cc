import { count, eur, headOf, hours, percent, rowOf } from './cells.ts'
import type { Figures } from './figures.ts'
import type { EveningResult } from './tasks.ts'

/** All figures of one evening as a Markdown table, one row per number, and then the reasons why this number was silent. */
export const tableOf = (results: readonly EveningResult[]): string => {
  const [some] = results
  if (some === undefined) return ''
  const ours = results.filter(({ number }) => number === 'this number')
  return [
    `### ${some.scene}: ${some.budget}`,
    '',
    `Seed ${some.seed}. Receiving ${count(some.figures.texts)} texts costs ${eur(some.figures.receivingEur)}, whichever number answers.`,
    '',
    ...headOf(['', ...columns.map(([title]) => title)]),
    ...results.map(({ number, figures }) => rowOf([number, ...columns.map(([, cell]) => cell(figures))])),
    '',
    ...ours.map(({ figures }) => silences(figures)),
    '',
  ].join('\n')
}

const columns: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['genuine senders answered', ({ answered }) => percent(answered)],
  ['on the 29th', ({ answeredDayBefore }) => percent(answeredDayBefore)],
  ['from 16:00 to 20:00', ({ answeredInSiege }) => percent(answeredInSiege)],
  ['later that evening', ({ answeredAfter }) => percent(answeredAfter)],
  [
    'delay (median, 95th percentile)',
    ({ medianDelayMs, lateDelayMs }) => `${hours(medianDelayMs)}, ${hours(lateDelayMs)}`,
  ],
  ['abusive texts answered', ({ abusiveAnswered }) => count(abusiveAnswered)],
  ['parts sent', ({ parts }) => count(parts)],
  ['most in an hour', ({ peakPartsInHour }) => count(peakPartsInHour)],
  ['sending', ({ sendingEur }) => eur(sendingEur)],
  ['of which for abuse', ({ abusiveEur, abusiveCostShare }) => `${eur(abusiveEur)} (${percent(abusiveCostShare, 2)})`],
  ['DynamoDB requests', ({ dynamoDbRequests }) => (dynamoDbRequests === undefined ? '' : count(dynamoDbRequests))],
  ['AWS', ({ awsUsd }) => (awsUsd === undefined ? '' : `${awsUsd.toFixed(2)} USD`)],
]

const silences = ({ silenced }: Figures): string => {
  const reasons = Object.entries(silenced).map(
    ([reason, { genuine, abusive }]) => `${reason} ${count(genuine)} and ${count(abusive)}`,
  )
  return `Texts without an answer from this number, genuine and abusive, by reason: ${reasons.join('; ') || 'none'}.`
}
