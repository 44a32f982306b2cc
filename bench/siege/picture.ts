import { hour, minute } from '../../shared/rules/timing.ts'
import type { Account } from './account.ts'
import { sendingEur } from './costs.ts'
import { siege } from './traffic.ts'

/** The evening of the 30th, from noon to the next morning in Paris, as a picture that reads on a light page and on a dark one. */
export const pictureOf = (accounts: Readonly<Record<string, Account>>): string => {
  const ours = accounts['this number'] as Account
  const texts = perMinute(ours.received.map(({ at }) => at))
  const replies = perMinute(ours.replies.map(({ at }) => at))
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="Texts, replies and costs on 30 October 2017">`,
    style,
    `<rect class="siege" x="${x(siege.from)}" y="20" width="${x(siege.to) - x(siege.from)}" height="${height - 50}"/>`,
    ...panel(90, 'texts a minute', texts, 'texts'),
    ...panel(210, 'replies a minute, of this number', replies, 'ours'),
    ...costs(accounts),
    ...hourMarks(),
    '</svg>\n',
  ].join('\n')
}

const [width, height, left, right] = [800, 420, 56, 165]
const from = siege.from - 4 * hour
const to = siege.to + 8 * hour

const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.siege { fill: #cf222e; opacity: .09 }
.axis { stroke: #8c959f; stroke-width: 1 }
.texts { fill: #cf222e } .ours { fill: #0969da }
.line { fill: none; stroke-width: 2 }
.cost0 { stroke: #0969da } .cost1 { stroke: #8c959f; stroke-dasharray: 5 3 } .cost2 { stroke: #9a6700 } .cost3 { stroke: #cf222e }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .texts { fill: #ff7b72 } .ours { fill: #58a6ff }
  .cost0 { stroke: #58a6ff } .cost2 { stroke: #d29922 } .cost3 { stroke: #ff7b72 }
}
</style>`

const x = (at: number): number => Math.round(left + ((at - from) / (to - from)) * (width - left - right))

const perMinute = (times: readonly number[]): readonly number[] => {
  const counts = new Array<number>((to - from) / minute).fill(0)
  for (const at of times) {
    const index = Math.floor((at - from) / minute)
    if (counts[index] !== undefined) counts[index]++
  }
  return counts
}

/** Bars one minute wide. */
const panel = (base: number, title: string, counts: readonly number[], kind: string): readonly string[] => {
  const most = Math.max(1, ...counts)
  const bars = counts.flatMap((count, index) =>
    count === 0 ? [] : [`M${bar(index)} ${base}v-${((count / most) * barHeight).toFixed(1)}h1V${base}`],
  )
  return [
    `<text x="${left}" y="${base - barHeight - 8}">${title}</text>`,
    `<text x="${left - 6}" y="${base - barHeight + 10}" text-anchor="end">${most.toLocaleString('en')}</text>`,
    `<path class="${kind}" d="${bars.join('')}"/>`,
    `<path class="axis" d="M${left} ${base}H${width - right}"/>`,
  ]
}

const barHeight = 60
const bar = (index: number): string => (left + (index / ((to - from) / minute)) * (width - left - right)).toFixed(1)

/** What the replies to abusive texts had cost by then. */
const costs = (accounts: Readonly<Record<string, Account>>): readonly string[] => {
  const [base, top] = [380, 260]
  const curves = Object.entries(accounts).map(([name, { replies }]) => ({ name, points: abuseEurOverTime(replies) }))
  const most = Math.max(1, ...curves.map(({ points }) => points.at(-1) ?? 0))
  const y = (eur: number) => base - (eur / most) * (base - top)
  return [
    `<text x="${left}" y="${top - 8}">EUR spent on answering abuse</text>`,
    `<text x="${left - 6}" y="${top + 10}" text-anchor="end">${most.toLocaleString('en', { maximumFractionDigits: 0 })}</text>`,
    ...curves.map(
      ({ points }, index) =>
        `<path class="line cost${index}" d="M${points.map((eur, step) => `${x(from + step * costStepMs)} ${y(eur).toFixed(1)}`).join('L')}"/>`,
    ),
    ...labels(curves.map(({ name, points }) => ({ name, y: y(points.at(-1) ?? 0) }))),
    `<path class="axis" d="M${left} ${base}H${width - right}"/>`,
  ]
}

const costStepMs = 10 * minute

const abuseEurOverTime = (replies: Account['replies']): readonly number[] => {
  const sent = replies.filter(({ text }) => text.abusive)
  return Array.from({ length: (to - from) / costStepMs + 1 }, (_, step) =>
    sendingEur(sent.reduce((parts, reply) => (reply.at <= from + step * costStepMs ? parts + reply.parts : parts), 0)),
  )
}

/** Names beside the ends of their curves, moved apart. */
const labels = (ends: readonly { readonly name: string; readonly y: number }[]): readonly string[] => {
  let free = Number.POSITIVE_INFINITY
  return ends
    .toSorted((a, b) => b.y - a.y)
    .map(({ name, y }) => {
      free = Math.min(free - 15, y + 4)
      return `<text x="${width - right + 6}" y="${free.toFixed(0)}">${name}</text>`
    })
}

const hourMarks = (): readonly string[] =>
  Array.from({ length: (to - from) / (2 * hour) + 1 }, (_, index) => from + index * 2 * hour).map(
    (at) =>
      `<text x="${x(at)}" y="${height - 20}" text-anchor="middle">${(new Date(at).getUTCHours() + 1) % 24}:00</text>`,
  )
