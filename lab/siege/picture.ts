import { hour, minute } from '../../shared/rules/timing.ts'
import { abusiveReplies, genuineSenders, whole } from './figures.ts'
import type { Outcome } from './replay.ts'
import { siege } from './traffic.ts'

const names = { ours: 'this number', unruled: 'without the siege rule', baseline: 'the baseline' } as const
type Compared = Readonly<Record<keyof typeof names, Outcome>>

/** What the number of 2017 paid in EUR for each part that it sent. Its replies had two parts, ours have one. */
const partEur = 0.07627
const partsOf2017 = 2

const [width, height, left, right] = [800, 460, 56, 210]
const [from, to] = [siege.from - 4 * hour, siege.to + 8 * hour]
const stepMs = 5 * minute

/** Draws the evening, from noon to the next morning in Paris: three charts on one time axis, as SVG. */
export const pictureOf = (outcomes: Compared): string => {
  const { received } = outcomes.ours
  const { senders } = genuineSenders(outcomes.ours)
  const besieged = [...senders].filter(([, at]) => at >= siege.from && at < siege.to)
  const percentBy = (times: readonly number[]) => runningTotal(times, 100 / besieged.length)
  const asked = { name: 'have texted', kind: 'asked', points: percentBy(besieged.map(([, at]) => at)) }
  const answered = curvesOf(outcomes, (outcome) => {
    const { answeredAt } = genuineSenders(outcome)
    return percentBy(besieged.map(([sender]) => answeredAt.get(sender) ?? Number.POSITIVE_INFINITY))
  })
  const costs = curvesOf(outcomes, (outcome) => runningTotal(timesOf(abusiveReplies(outcome)), partEur))
  const most = Math.max(1, ...costs.map(({ points }) => points.at(-1) ?? 0))
  const of2017 = received.filter(({ abusive }) => abusive).length * partsOf2017 * partEur
  const begin = xOf(siege.from)
  const ofSenders = 'genuine senders answered, of those who first texted from 16:00 to 20:00'
  const ofAbuse = `EUR spent on answering abuse (by the number of 2017: ${whole(of2017)})`
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Texts, genuine senders answered, and what answering abuse costs on 30 October 2017">`,
    style,
    `<rect class="siege" x="${begin}" y="20" width="${xOf(siege.to) - begin}" height="${height - 50}"/>`,
    ...bars({ top: 30, base: 80, title: 'texts a minute' }, timesOf(received)),
    ...curves({ top: 120, base: 270, title: ofSenders, unit: ' %' }, 100, [asked, ...answered]),
    ...curves({ top: 310, base: 420, title: ofAbuse }, most, costs),
    ...steps(2 * hour).map((at) => {
      const inParis = (new Date(at).getUTCHours() + 1) % 24
      return `<text x="${xOf(at)}" y="${height - 20}" text-anchor="middle">${inParis}:00</text>`
    }),
    '</svg>\n',
  ].join('\n')
}

const timesOf = (events: readonly { readonly at: number }[]): readonly number[] => events.map(({ at }) => at)

type Curve = { readonly name: string; readonly kind: string; readonly points: readonly number[] }

const curvesOf = (outcomes: Compared, pointsOf: (outcome: Outcome) => readonly number[]): readonly Curve[] =>
  (['ours', 'unruled', 'baseline'] as const).map((kind) => {
    return { kind, name: names[kind], points: pointsOf(outcomes[kind]) }
  })

const steps = (ms: number): readonly number[] => Array.from({ length: (to - from) / ms + 1 }, (_, i) => from + i * ms)

/** The sum, at each step of time, of what has happened so far, each of the same value. */
const runningTotal = (times: readonly number[], value: number): readonly number[] =>
  steps(stepMs).map((end) => times.reduce((sum, at) => (at <= end ? sum + value : sum), 0))

/** A band of the picture. `base` and `top` are the y coordinates of its lower and upper edges. */
type Panel = { readonly base: number; readonly top: number; readonly title: string; readonly unit?: string }

const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.siege { fill: #cf222e; opacity: .09 }
.axis { stroke: #8c959f; stroke-width: 1 }
.texts { fill: #cf222e }
.line { fill: none; stroke-width: 2 }
.ours { stroke: #0969da; stroke-width: 3 } .unruled { stroke: #6e7781; stroke-dasharray: 6 3 }
.baseline { stroke: #bc4c00 } .asked { stroke: #8c959f; stroke-dasharray: 1 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .texts { fill: #ff7b72 }
  .ours { stroke: #58a6ff } .unruled { stroke: #9ea7b3 } .baseline { stroke: #f0883e }
}
</style>`

const xOf = (at: number): number => Math.round(left + ((at - from) / (to - from)) * (width - left - right))

const frame = ({ base, top, title, unit = '' }: Panel, most: number): readonly string[] => [
  `<text x="${left}" y="${top - 8}">${title}</text>`,
  `<text x="${left - 6}" y="${top + 10}" text-anchor="end">${whole(most)}${unit}</text>`,
  `<path class="axis" d="M${left} ${base}H${width - right}"/>`,
]

const bars = (panel: Panel, times: readonly number[]): readonly string[] => {
  const { base, top } = panel
  const counts = [...Map.groupBy(times, (at) => Math.floor((at - from) / minute))]
    .filter(([index]) => index >= 0 && index < (to - from) / minute)
    .toSorted(([a], [b]) => a - b)
    .map(([index, texts]) => ({ index, count: texts.length }))
  const most = Math.max(1, ...counts.map(({ count }) => count))
  const barWidth = (width - left - right) / ((to - from) / minute)
  const drawn = counts.map(
    ({ index, count }) =>
      `M${(left + index * barWidth).toFixed(1)} ${base}v-${((count / most) * (base - top)).toFixed(1)}h1V${base}`,
  )
  return [`<path class="texts" d="${drawn.join('')}"/>`, ...frame(panel, most)]
}

/** Curves with a point for each step of time, labelled at their ends, apart from each other. */
const curves = (panel: Panel, most: number, drawn: readonly Curve[]): readonly string[] => {
  const { base, top, unit = '' } = panel
  const y = (value: number) => base - (value / most) * (base - top)
  const x = (index: number, points: readonly number[]) => left + (index / (points.length - 1)) * (width - left - right)
  let free = Number.POSITIVE_INFINITY
  return [
    ...frame(panel, most),
    ...drawn.map(({ kind, points }) => {
      const path = points.map((value, index) => `${x(index, points).toFixed(1)} ${y(value).toFixed(1)}`)
      return `<path class="line ${kind}" d="M${path.join('L')}"/>`
    }),
    ...drawn
      .map(({ name, points }) => ({ name, last: points.at(-1) ?? 0 }))
      .toSorted((a, b) => a.last - b.last)
      .map(({ name, last }) => {
        free = Math.min(free - 16, y(last) + 4)
        return `<text x="${width - right + 6}" y="${free.toFixed(0)}">${name}: ${whole(last)}${unit}</text>`
      }),
  ]
}
