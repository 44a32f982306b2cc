import { hour } from '../../shared/rules/timing.ts'
import type { DayFigures } from './days.ts'
import type { Figures } from './figures.ts'
import { compared } from './numbers.ts'
import type { DayResult, EveningResult, Result } from './siege.ts'

export const count = (value: number): string => value.toLocaleString('en', { maximumFractionDigits: 0 })
const percent = (share: number, digits = 1): string => `${(share * 100).toFixed(digits)} %`
const eur = (value: number): string => `${count(value)} EUR`
const hours = (ms: number | undefined): string => (ms === undefined ? '–' : `${(ms / hour).toFixed(1)} h`)

const rowOf = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`

/** The first two lines of a table. */
const headOf = (titles: readonly string[]): readonly string[] => [rowOf(titles), `|${'---|'.repeat(titles.length)}`]

/** The report as Markdown: a table of all variants for each budget, then other days, then all figures of the variants in `detailed`. */
export const reportOf = (results: readonly Result[], detailed: readonly string[]): string => {
  const evenings = results.filter(isEvening)
  const inDetail = evenings.filter(({ scene }) => detailed.includes(scene))
  return [
    ...[...Map.groupBy(evenings, ({ budget }) => budget)].map(([name, ofBudget]) => overviewOf(name, ofBudget)),
    ...someOf(results.filter(isDay)).map(dayTableOf),
    ...[...Map.groupBy(inDetail, ({ scene, budget }) => `${scene}#${budget}`).values()].map(tableOf),
  ].join('\n')
}

/** Wraps the items as one group, or as none if there are no items, so that no empty table is written. */
const someOf = <Item>(items: readonly Item[]): readonly (readonly Item[])[] => (items.length === 0 ? [] : [items])

const isDay = (result: Result): result is DayResult => 'day' in result
const isEvening = (result: Result): result is EveningResult => 'figures' in result

/** The results of each variant with one budget as a Markdown table, with the numbers side by side. */
const overviewOf = (budget: string, results: readonly EveningResult[]): string => {
  const byVariant = [...Map.groupBy(results, ({ scene }) => scene)]
  return [
    `### ${budget}`,
    '',
    ...headOf(['', ...overviewColumns.map(([title]) => title)]),
    ...byVariant.map(([variant, ofVariant]) => rowOf([variant, ...overviewColumns.map(([, cell]) => cell(ofVariant))])),
    '',
  ].join('\n')
}

type Cell<Result = EveningResult> = (results: readonly Result[]) => string
type Share = (figures: Figures) => number

const shares: readonly (readonly [string, Share])[] = [
  ['16:00 to 20:00', ({ answeredInSiege }) => answeredInSiege],
  ['within four hours', ({ answeredSoon }) => answeredSoon],
  ['within four hours, whole day', ({ answeredSoonAllDay }) => answeredSoonAllDay],
  ['later that evening', ({ answeredAfter }) => answeredAfter],
  ['the day after', ({ answeredDayAfter }) => answeredDayAfter],
]

const ours = (results: readonly EveningResult[]) => results.find(({ number }) => number === 'this number')

/** One figure of each number that is compared, this number's in bold. */
const sideBySide =
  (figure: (figures: Figures) => number, format: (value: number) => string): Cell =>
  (results) =>
    compared
      .map((name) => results.find(({ number }) => number === name))
      .map((result) => (result === undefined ? '' : format(figure(result.figures))))
      .map((cell, index) => (index === 0 ? `**${cell}**` : cell))
      .join(' / ')

const inPercent = (share: number): string => (share * 100).toFixed(0)

const atMost: Cell = (results) => {
  const bound = ours(results)?.bound
  return bound === undefined ? '' : `${inPercent(bound.answered)}, ${inPercent(bound.answeredSoon)}`
}

/** What this number uses of AWS for a million texts. */
const ofAMillion =
  (figure: (figures: Figures) => number | undefined, format: (value: number) => string): Cell =>
  (results) => {
    const figures = ours(results)?.figures
    return figures === undefined ? '' : format(((figure(figures) ?? 0) / figures.texts) * 1e6)
  }

const shareColumn = ([title, share]: readonly [string, Share]) => [title, sideBySide(share, inPercent)] as const

const overviewColumns: readonly (readonly [string, Cell])[] = [
  ...shares.slice(0, 2).map(shareColumn),
  ['at most', atMost],
  ...shares.slice(2).map(shareColumn),
  ['abusive texts answered', sideBySide(({ abusiveAnswered }) => abusiveAnswered, count)],
  [
    'AWS, USD',
    ofAMillion(
      ({ awsUsd }) => awsUsd,
      (usd) => usd.toFixed(2),
    ),
  ],
  ['DynamoDB requests', ofAMillion(({ dynamoDbRequests }) => dynamoDbRequests, count)],
]

/** All figures of one evening as a Markdown table, one row per number, and then the reasons why this number was silent. */
const tableOf = (results: readonly EveningResult[]): string => {
  const [some] = results
  if (some === undefined) return ''
  const ours = results.filter(({ number }) => number === 'this number')
  return [
    `### ${some.scene}: ${some.budget}`,
    '',
    `Seed ${some.seed}. Receiving ${count(some.figures.texts)} texts costs ${eur(some.figures.receivingEur)}, whichever number answers.`,
    '',
    ...headOf(['', ...detailColumns.map(([title]) => title)]),
    ...results.map(({ number, figures }) => rowOf([number, ...detailColumns.map(([, cell]) => cell(figures))])),
    '',
    ...ours.map(({ figures }) => silences(figures)),
    '',
  ].join('\n')
}

const detailColumns: readonly (readonly [string, (figures: Figures) => string])[] = [
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

/** The introduction to the tables in docs/evidence.md. */
export const introduction = (
  seed: number,
): string => `The traffic is [our estimate](../lab/siege/traffic.ts) of what the press described, in Paris time: 8,000 genuine texts from 28 to 30 October 2017, the same
hourly rate on the 31st, and [20,000 abusive texts](../lab/siege/attacks.ts) from 16:00 to 20:00 on the 30th. Unless [a variant](../lab/siege/evening.ts) says otherwise, the abusive texts come in bursts of a
thousand within a minute, and three in five are copied word for word from one of six texts. With the smaller budget, the genuine texts alone are a siege: 2,667 texts a day compete for 1,000 parts.

Each cell compares three numbers: **this number** / this number without the siege rule (first come, first served: each sender gets the next hour with room, until the month is used up) / the baseline, which answers within fixed windows, one
for each sender and one for all, as [rate-limiter-flexible](https://github.com/animir/node-rate-limiter-flexible) counts them. Seed ${seed}; with another, percentages differ by up to six points.

- *16:00 to 20:00*: of the genuine senders whose first text came in these hours, the percentage that got an answer at all. *Within four hours*: the percentage of the same senders that got it within four hours; *whole day*:
  the percentage of all who first texted on the 30th.
  *Later that evening* and *the day after* (the 31st): the percentage of senders whose first text came then, and that got an answer at all.
- *At most*: the best that any rule could reach in the first two columns, for variants in which only asking again distinguishes genuine senders from abusive ones, so that all who look alike have the same chance. It
  assumes that the whole budget that can be booked goes to the senders of those hours.
- *AWS* (list price, without SMS and fixed monthly costs; we assume 50 ms per invocation) and *DynamoDB requests*: for this number, per million texts.

The detailed tables further down also show the number of 2017, which answers everything with two parts. A received SMS costs 0.0075 EUR and a sent part 0.07627 EUR (a SIM pays neither). The percentage after the cost of abuse
is its share of what two parts for every abusive text would have cost. The delay is that of genuine texts from 16:00 to 20:00.

![Texts, genuine senders answered, and the cost of answering abuse on 30 October 2017](siege.svg)
`

/** The results of the other days as a Markdown table, one row for each day and budget, this number and the baseline side by side. */
const dayTableOf = (results: readonly DayResult[]): string =>
  [
    '### Other days',
    '',
    'Days that the rule was tried with after it had been written: **this number** / the baseline. *Counted* are the honest senders who text during an outage, on the day of a night attack or of a burst, in a week of turns,',
    'in an attack by neighbours, in the twenty minutes after a broadcast, and in the day after a tiny budget was flooded; *later* those of the next day or, in the week, of its last four days. Otherwise, honest traffic fits each',
    'budget: 600 texts a day for the default, or as many in proportion, but 960 around an outage; most come in the evening, and few at night. Means of eight seeds for tiny budgets, else one seed.',
    '',
    ...headOf(['', 'budget', ...dayColumns.map(([title]) => title)]),
    ...[...Map.groupBy(results, ({ scene, budget }) => `${scene} | ${budget}`)].map(([title, ofDay]) =>
      rowOf([title, ...dayColumns.map(([, cell]) => cell(ofDay))]),
    ),
    '',
  ].join('\n')

const besideBaseline =
  (cell: (figures: DayFigures) => string): Cell<DayResult> =>
  (results) => {
    const cells = results.map(({ day }) => cell(day))
    return [`**${cells[0]}**`, ...cells.slice(1)].join(' / ')
  }

const percentOf = (figure: keyof DayFigures): Cell<DayResult> =>
  besideBaseline((figures) => (Number.isNaN(figures[figure]) ? '–' : (figures[figure] * 100).toFixed(0)))

const dayColumns: readonly (readonly [string, Cell<DayResult>])[] = [
  ['counted: answered', percentOf('answered')],
  ['within four hours, 16:00 to 20:00', percentOf('answeredSoonFrom16To20')],
  ['within four hours, all counted', percentOf('answeredSoon')],
  ['later: answered', percentOf('laterAnswered')],
  ['within four hours', percentOf('laterAnsweredSoon')],
  ['abusive texts answered', besideBaseline(({ abusiveAnswered }) => count(abusiveAnswered))],
  ['DynamoDB requests', ([ours]) => count((ours?.day.requestsPerText ?? 0) * 1e6)],
]
