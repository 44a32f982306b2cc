import { hour, minute } from '../../shared/rules/timing.ts'
import type { Account } from './account.ts'
import { count } from './cells.ts'
import { type Axis, bars, type Curve, curves, style, width, xOf } from './chart.ts'
import { sendingEur } from './costs.ts'
import { genuineSenders } from './figures.ts'
import { compared, type NumberName } from './numbers.ts'
import { siege } from './traffic.ts'

export type Accounts = Readonly<Record<NumberName, Account>>

/** The evening of the 30th, from noon to the next morning in Paris. */
export const pictureOf = (accounts: Accounts): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Texts, genuine senders answered, and what answering abuse costs on 30 October 2017">`,
    style,
    `<rect class="siege" x="${xOf(axis, siege.from)}" y="20" width="${xOf(axis, siege.to) - xOf(axis, siege.from)}" height="${height - 50}"/>`,
    ...bars({ top: 30, base: 80, title: 'texts a minute', unit: '' }, textsAMinute(accounts['this number']), 'texts'),
    ...genuineAnswered(accounts),
    ...costs(accounts),
    ...hourMarks(),
    '</svg>\n',
  ].join('\n')

const height = 460
const axis: Axis = { from: siege.from - 4 * hour, to: siege.to + 8 * hour }

const kinds = ['ours', 'unruled', 'peer']

const textsAMinute = ({ received }: Account): readonly number[] => {
  const counts = new Array<number>((axis.to - axis.from) / minute).fill(0)
  for (const { at } of received) {
    const index = Math.floor((at - axis.from) / minute)
    if (counts[index] !== undefined) counts[index]++
  }
  return counts
}

const genuineAnswered = (accounts: Accounts): readonly string[] => {
  const { senders } = genuineSenders(accounts['this number'])
  const besieged = [...senders].filter(([, at]) => at >= siege.from && at < siege.to)
  const percentBy = (times: readonly number[]) => overTime(times.map((at) => ({ at, value: 100 / besieged.length })))
  const answered = curvesOf(accounts, (account) => {
    const { answeredAt } = genuineSenders(account)
    return percentBy(besieged.map(([sender]) => answeredAt.get(sender) ?? Number.POSITIVE_INFINITY))
  })
  const asked = { name: 'have texted', kind: 'asked', points: percentBy(besieged.map(([, at]) => at)) }
  const title = 'genuine senders answered, of those who first texted from 16:00 to 20:00'
  return curves({ top: 120, base: 270, title, unit: ' %' }, 100, [asked, ...answered])
}

const costs = (accounts: Accounts): readonly string[] => {
  const drawn = curvesOf(accounts, abuseEur)
  const most = Math.max(1, ...drawn.map(({ points }) => points.at(-1) ?? 0))
  const of2017 = abuseEur(accounts['the number of 2017']).at(-1) ?? 0
  const title = `EUR spent on answering abuse (by the number of 2017: ${count(of2017)})`
  return curves({ top: 310, base: 420, title, unit: '' }, most, drawn)
}

const curvesOf = (accounts: Accounts, pointsOf: (account: Account) => readonly number[]): readonly Curve[] =>
  compared.map((name, index) => ({ name, kind: kinds[index] ?? '', points: pointsOf(accounts[name]) }))

const abuseEur = ({ replies }: Account): readonly number[] =>
  overTime(replies.filter(({ text }) => text.abusive).map(({ at, parts }) => ({ at, value: sendingEur(parts) })))

const stepMs = 5 * minute

/** How much had come together by each step. */
const overTime = (events: readonly { readonly at: number; readonly value: number }[]): readonly number[] =>
  Array.from({ length: (axis.to - axis.from) / stepMs + 1 }, (_, step) =>
    events.reduce((sum, { at, value }) => (at <= axis.from + step * stepMs ? sum + value : sum), 0),
  )

const hourMarks = (): readonly string[] =>
  Array.from({ length: (axis.to - axis.from) / (2 * hour) + 1 }, (_, index) => axis.from + index * 2 * hour).map(
    (at) =>
      `<text x="${xOf(axis, at)}" y="${height - 20}" text-anchor="middle">${(new Date(at).getUTCHours() + 1) % 24}:00</text>`,
  )
