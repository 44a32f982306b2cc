import { hour } from '../../shared/rules/timing.ts'
import type { Figures } from './figures.ts'

/** A variant with what became of it, by who answered: the same words head the rows. */
export type Result = {
  readonly variant: string
  readonly budget: string
  readonly numbers: { readonly [name: string]: Figures }
}

/** Markdown: a variant's numbers side by side, then why ours was silent. */
export const tableOf = ({ variant, budget, numbers }: Result): string => {
  const [some] = Object.values(numbers)
  return [
    `### ${variant}: ${budget}`,
    '',
    `Receiving ${count(some?.texts ?? 0)} texts costs ${eur(some?.receivingEur ?? 0)}, whoever answers.`,
    '',
    header,
    header.replace(/[^|]+/g, '---'),
    ...Object.entries(numbers).map(([name, figures]) => row(name, figures)),
    '',
    ...Object.entries(numbers).flatMap(([name, figures]) => (name === 'this number' ? [silences(figures)] : [])),
    '',
  ].join('\n')
}

const columns: readonly (readonly [string, (figures: Figures) => string])[] = [
  ['genuine senders answered', ({ answered }) => percent(answered)],
  ['on the 29th', ({ answeredDayBefore }) => percent(answeredDayBefore)],
  ['from 16:00 to 20:00', ({ answeredInSiege }) => percent(answeredInSiege)],
  ['later that evening', ({ answeredAfter }) => percent(answeredAfter)],
  ['after (median, 95 %)', ({ medianDelayMs, lateDelayMs }) => `${hours(medianDelayMs)}, ${hours(lateDelayMs)}`],
  ['abusive texts answered', ({ abusiveAnswered }) => count(abusiveAnswered)],
  ['parts sent', ({ parts }) => count(parts)],
  ['most in an hour', ({ peakPartsInHour }) => count(peakPartsInHour)],
  ['sending', ({ sendingEur }) => eur(sendingEur)],
  ['of it for abuse', ({ abusiveEur, abusiveCostShare }) => `${eur(abusiveEur)} (${percent(abusiveCostShare, 2)})`],
  ['DynamoDB requests', ({ dynamoDbRequests }) => (dynamoDbRequests === undefined ? '' : count(dynamoDbRequests))],
  ['AWS', ({ awsUsd }) => (awsUsd === undefined ? '' : `${awsUsd.toFixed(2)} USD`)],
]

const header = `| | ${columns.map(([title]) => title).join(' | ')} |`

const row = (name: string, figures: Figures): string =>
  `| ${name} | ${columns.map(([, cell]) => cell(figures)).join(' | ')} |`

const silences = ({ silenced }: Figures): string => {
  const reasons = Object.entries(silenced).map(
    ([reason, { genuine, abusive }]) => `${reason} ${count(genuine)} and ${count(abusive)}`,
  )
  return `Silence of this number, genuine and abusive texts: ${reasons.join('; ') || 'none'}.`
}

const count = (value: number): string => value.toLocaleString('en')
const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`
const eur = (value: number): string => `${value.toLocaleString('en', { maximumFractionDigits: 0 })} EUR`
const hours = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / hour).toFixed(1)} h`)
