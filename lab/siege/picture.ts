import { hour, minute } from '../../shared/rules/timing.ts'
import { count } from './cells.ts'
import { type Axis, bars, type Curve, curves, style, width, xOf } from './chart.ts'
import { sendingEur } from './costs.ts'
import { genuineSenders } from './figures.ts'
import { compared, type NumberName } from './numbers.ts'
import type { ReplayOutcome } from './replay-outcome.ts'
import { siege } from './traffic.ts'

export type ReplayOutcomes = Readonly<Record<NumberName, ReplayOutcome>>

/** Draws the evening of the 30th, from noon to the next morning in Paris, as an SVG. */
export const pictureOf = (outcomes: ReplayOutcomes): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Texts, genuine senders answered, and what answering abuse costs on 30 October 2017">`,
    style,
    `<rect class="siege" x="${xOf(axis, siege.from)}" y="20" width="${xOf(axis, siege.to) - xOf(axis, siege.from)}" height="${height - 50}"/>`,
    ...bars({ top: 30, base: 80, title: 'texts a minute', unit: '' }, textsAMinute(outcomes['this number']), 'texts'),
    ...genuineAnswered(outcomes),
    ...costs(outcomes),
    ...hourMarks(),
    '</svg>\n',
  ].join('\n')

const height = 460
const axis: Axis = { from: siege.from - 4 * hour, to: siege.to + 8 * hour }

const kinds = ['ours', 'unruled', 'peer']

const textsAMinute = ({ received }: ReplayOutcome): readonly number[] => {
  const counts = new Array<number>((axis.to - axis.from) / minute).fill(0)
  for (const { at } of received) {
    const index = Math.floor((at - axis.from) / minute)
    if (counts[index] !== undefined) counts[index]++
  }
  return counts
}

const genuineAnswered = (outcomes: ReplayOutcomes): readonly string[] => {
  const { senders } = genuineSenders(outcomes['this number'])
  const besieged = [...senders].filter(([, at]) => at >= siege.from && at < siege.to)
  const percentBy = (times: readonly number[]) => overTime(times.map((at) => ({ at, value: 100 / besieged.length })))
  const answered = curvesOf(outcomes, (outcome) => {
    const { answeredAt } = genuineSenders(outcome)
    return percentBy(besieged.map(([sender]) => answeredAt.get(sender) ?? Number.POSITIVE_INFINITY))
  })
  const asked = { name: 'have texted', kind: 'asked', points: percentBy(besieged.map(([, at]) => at)) }
  const title = 'genuine senders answered, of those who first texted from 16:00 to 20:00'
  return curves({ top: 120, base: 270, title, unit: ' %' }, 100, [asked, ...answered])
}

const costs = (outcomes: ReplayOutcomes): readonly string[] => {
  const drawn = curvesOf(outcomes, abuseEur)
  const most = Math.max(1, ...drawn.map(({ points }) => points.at(-1) ?? 0))
  const of2017 = abuseEur(outcomes['the number of 2017']).at(-1) ?? 0
  const title = `EUR spent on answering abuse (by the number of 2017: ${count(of2017)})`
  return curves({ top: 310, base: 420, title, unit: '' }, most, drawn)
}

const curvesOf = (
  outcomes: ReplayOutcomes,
  pointsOf: (outcome: ReplayOutcome) => readonly number[],
): readonly Curve[] =>
  compared.map((name, index) => ({ name, kind: kinds[index] ?? '', points: pointsOf(outcomes[name]) }))

const abuseEur = ({ replies }: ReplayOutcome): readonly number[] =>
  overTime(replies.filter(({ text }) => text.abusive).map(({ at, parts }) => ({ at, value: sendingEur(parts) })))

const stepMs = 5 * minute

/** The running total of values at each step of time. */
const overTime = (events: readonly { readonly at: number; readonly value: number }[]): readonly number[] =>
  Array.from({ length: (axis.to - axis.from) / stepMs + 1 }, (_, step) =>
    events.reduce((sum, { at, value }) => (at <= axis.from + step * stepMs ? sum + value : sum), 0),
  )

const hourMarks = (): readonly string[] =>
  Array.from({ length: (axis.to - axis.from) / (2 * hour) + 1 }, (_, index) => axis.from + index * 2 * hour).map(
    (at) =>
      `<text x="${xOf(axis, at)}" y="${height - 20}" text-anchor="middle">${(new Date(at).getUTCHours() + 1) % 24}:00</text>`,
  )
