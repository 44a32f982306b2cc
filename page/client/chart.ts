import { html, svg, type TemplateResult } from 'lit/html.js'
import { numberOf } from './language.ts'

/** Values in periods of equal length, or null where there is none. A later layer is drawn over an earlier one. */
export type Layer = {
  readonly shape: 'bars' | 'line' | 'area'
  readonly color: string
  readonly values: readonly (number | null)[]
}

export type Drawing = {
  readonly name: string
  readonly layers: readonly Layer[]
  readonly scale: { readonly min?: number; readonly max?: number; readonly label?: string }
  readonly limits: readonly { readonly value: number; readonly color: string }[]
  /** What is written below the chart, and where, in percent of its width. */
  readonly marks: readonly { readonly at: number; readonly text: string }[]
}

/** Draws a chart as wide as its place: shapes are stretched, texts and the width of lines are not. */
export const chart = ({ name, layers, scale, limits, marks }: Drawing): TemplateResult => {
  const highest = Math.max(...layers.flatMap(({ values }) => values.map((value) => value ?? 0)), 0)
  const { top, step } = scaleFor(scale.max ?? Math.max(highest, ...limits.map(({ value }) => value)))
  const { min = 0 } = scale
  const y = (value: number): number => 100 - (100 * (Math.max(value, min) - min)) / (top - min)
  const steps = Array.from({ length: Math.floor(top / step + 0.01) }, (_, i) => (i + 1) * step)
  return html`
    <svg class="chart" role="img" aria-label=${name}>
      ${steps.map((value) => across(y(value), 'var(--border)'))}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
        ${layers.map((layer) => shape(layer, y))}
      </svg>
      ${limits.map(({ value, color }) => across(y(value), color, 6))} ${across(100, 'var(--field)')}
      ${steps.map((value) => svg`<text x="-8" y="${y(value)}%" dy="4" text-anchor="end">${numberOf(value)}</text>`)}
      <text dy="-0.75em">${scale.label}</text>
      ${marks.map(({ at, text }) => svg`<text x="${at}%" y="100%" dy="17" text-anchor=${side(at)}>${text}</text>`)}
    </svg>`
}

const across = (y: number, stroke: string, dash = 0): TemplateResult =>
  svg`<line x2="100%" y1="${y}%" y2="${y}%" stroke=${stroke} stroke-dasharray=${dash} stroke-width=${dash ? 2 : 1} />`

/** Draws the color of a layer, beside its name. It is an attribute, because the page's policy forbids inline styles. */
export const dot = (color: string): TemplateResult =>
  html`<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${color}></circle></svg>`

/** Keeps a mark near an end within the chart. */
const side = (at: number): string => (at < 5 ? 'start' : at > 95 ? 'end' : 'middle')

/** Finds a round number of at least `highest` at which the scale ends, and the steps to it, one to three. */
const scaleFor = (highest: number): { readonly top: number; readonly step: number } => {
  const wanted = (highest || 2) / 3
  const power = 10 ** Math.floor(Math.log10(wanted))
  // There is no half of a text.
  const fits = (step: number): boolean => step >= wanted && (!Number.isInteger(highest) || Number.isInteger(step))
  const step = [1, 2, 2.5, 5].map((round) => round * power).find(fits) ?? 10 * power
  return { step, top: Math.ceil((highest || 2) / step - 0.001) * step }
}

const shape = ({ shape, color, values }: Layer, y: (value: number) => number): TemplateResult => {
  const width = 100 / values.length
  const points = values.flatMap((value, i) => (value === null ? [] : [{ i, x: i * width, y: y(value) }]))
  const d =
    shape === 'bars'
      ? points.map((at) => `M${at.x + 0.1 * width} 100V${at.y}h${0.8 * width}V100z`)
      : shape === 'area'
        ? [`M${points[0]?.x ?? 0} 100`, ...points.map((at) => `L${at.x + width / 2} ${at.y}`), 'V100z']
        : points.map(({ i, x, y }) => {
            const [before, after] = [values[i - 1] ?? null, values[i + 1] ?? null]
            if (before === null && after === null) return `M${x} ${y}h${width}`
            return `${before === null ? 'M' : 'L'}${x + width / 2} ${y}`
          })
  const [stroke, fill] = shape === 'line' ? [color, 'none'] : ['none', color]
  return svg`<path d=${d.map(rounded).join('')} stroke=${stroke} fill=${fill} />`
}

/** Rounds numbers: a hundredth of a percent is less than a pixel. */
const rounded = (path: string): string => path.replaceAll(/\d+\.\d+/g, (number) => String(Number(number).toFixed(2)))
