import { hour, minute } from '../../shared/rules/timing.ts'
import { genuineSenders, type ReplayOutcome, sendingEur } from './figures.ts'
import { compared, type NumberName } from './numbers.ts'
import { count } from './report.ts'
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

const kinds = ['ours', 'unruled', 'baseline']

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

// The charts stand one below the other on one time axis, and can be read on a light and on a dark page.

type Axis = { readonly from: number; readonly to: number }

/** A band of the picture. `base` and `top` are the y coordinates of its lower and upper edges. */
type Panel = { readonly base: number; readonly top: number; readonly title: string; readonly unit: string }

type Curve = { readonly name: string; readonly kind: string; readonly points: readonly number[] }

const width = 800
const [left, right] = [56, 210]

const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.siege { fill: #cf222e; opacity: .09 }
.axis { stroke: #8c959f; stroke-width: 1 }
.texts { fill: #cf222e }
.line { fill: none; stroke-width: 2 }
.ours { stroke: #0969da; stroke-width: 3 } .unruled { stroke: #6e7781; stroke-dasharray: 6 3 } .baseline { stroke: #bc4c00 } .asked { stroke: #8c959f; stroke-dasharray: 1 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .texts { fill: #ff7b72 }
  .ours { stroke: #58a6ff } .unruled { stroke: #9ea7b3 } .baseline { stroke: #f0883e }
}
</style>`

const xOf = ({ from, to }: Axis, at: number): number =>
  Math.round(left + ((at - from) / (to - from)) * (width - left - right))

const frame = ({ base, top, title, unit }: Panel, most: number): readonly string[] => [
  `<text x="${left}" y="${top - 8}">${title}</text>`,
  `<text x="${left - 6}" y="${top + 10}" text-anchor="end">${label(most, unit)}</text>`,
  `<path class="axis" d="M${left} ${base}H${width - right}"/>`,
]

const label = (value: number, unit: string): string => `${count(value)}${unit}`

/** Bars of counts, one for each step of time. */
const bars = (panel: Panel, counts: readonly number[], kind: string): readonly string[] => {
  const most = Math.max(1, ...counts)
  const step = (width - left - right) / counts.length
  const drawn = counts.flatMap((count, index) =>
    count === 0
      ? []
      : [
          `M${(left + index * step).toFixed(1)} ${panel.base}v-${((count / most) * (panel.base - panel.top)).toFixed(1)}h1V${panel.base}`,
        ],
  )
  return [`<path class="${kind}" d="${drawn.join('')}"/>`, ...frame(panel, most)]
}

/** Curves with one point for each step of time. Each is labelled at its end with its name and last value. */
const curves = (panel: Panel, most: number, drawn: readonly Curve[]): readonly string[] => {
  const { base, top, unit } = panel
  const y = (value: number) => base - (value / most) * (base - top)
  const x = (index: number, points: readonly number[]) => left + (index / (points.length - 1)) * (width - left - right)
  return [
    ...frame(panel, most),
    ...drawn.map(
      ({ kind, points }) =>
        `<path class="line ${kind}" d="M${points.map((value, index) => `${x(index, points).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}"/>`,
    ),
    ...apart(
      drawn.map(({ name, points }) => ({
        name: `${name}: ${label(points.at(-1) ?? 0, unit)}`,
        y: y(points.at(-1) ?? 0),
      })),
    ),
  ]
}

/** The labels at the ends of curves, moved apart so that they don't overlap. */
const apart = (ends: readonly { readonly name: string; readonly y: number }[]): readonly string[] => {
  let free = Number.POSITIVE_INFINITY
  return ends
    .toSorted((a, b) => b.y - a.y)
    .map(({ name, y }) => {
      free = Math.min(free - 16, y + 4)
      return `<text x="${width - right + 6}" y="${free.toFixed(0)}">${name}</text>`
    })
}
