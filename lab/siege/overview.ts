import { count, headOf, rowOf } from './cells.ts'
import type { Figures } from './figures.ts'
import { compared } from './numbers.ts'
import type { EveningResult } from './tasks.ts'

/** The results of each variant with one budget as a Markdown table, with the numbers side by side. */
export const overviewOf = (budget: string, results: readonly EveningResult[]): string => {
  const byVariant = [...Map.groupBy(results, ({ scene }) => scene)]
  return [
    `### ${budget}`,
    '',
    ...headOf(['', ...columns.map(([title]) => title)]),
    ...byVariant.map(([variant, ofVariant]) => rowOf([variant, ...columns.map(([, cell]) => cell(ofVariant))])),
    '',
  ].join('\n')
}

type Cell = (results: readonly EveningResult[]) => string
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

const columns: readonly (readonly [string, Cell])[] = [
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
