import { count } from './cells.ts'

/** SVG charts, one below the other on one time axis. They can be read on a light and on a dark page. */

export type Axis = { readonly from: number; readonly to: number }

/** A band of the picture. `base` and `top` are the y coordinates of its lower and upper edges. */
type Panel = { readonly base: number; readonly top: number; readonly title: string; readonly unit: string }

export type Curve = { readonly name: string; readonly kind: string; readonly points: readonly number[] }

export const width = 800
const [left, right] = [56, 210]

export const style = `<style>
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.siege { fill: #cf222e; opacity: .09 }
.axis { stroke: #8c959f; stroke-width: 1 }
.texts { fill: #cf222e }
.line { fill: none; stroke-width: 2 }
.ours { stroke: #0969da; stroke-width: 3 } .unruled { stroke: #6e7781; stroke-dasharray: 6 3 } .peer { stroke: #bc4c00 } .asked { stroke: #8c959f; stroke-dasharray: 1 3 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 } .texts { fill: #ff7b72 }
  .ours { stroke: #58a6ff } .unruled { stroke: #9ea7b3 } .peer { stroke: #f0883e }
}
</style>`

export const xOf = ({ from, to }: Axis, at: number): number =>
  Math.round(left + ((at - from) / (to - from)) * (width - left - right))

const frame = ({ base, top, title, unit }: Panel, most: number): readonly string[] => [
  `<text x="${left}" y="${top - 8}">${title}</text>`,
  `<text x="${left - 6}" y="${top + 10}" text-anchor="end">${label(most, unit)}</text>`,
  `<path class="axis" d="M${left} ${base}H${width - right}"/>`,
]

const label = (value: number, unit: string): string => `${count(value)}${unit}`

/** Bars of counts, one for each step of time. */
export const bars = (panel: Panel, counts: readonly number[], kind: string): readonly string[] => {
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
export const curves = (panel: Panel, most: number, drawn: readonly Curve[]): readonly string[] => {
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
