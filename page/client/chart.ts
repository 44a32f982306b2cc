import { html, svg, type TemplateResult } from 'lit/html.js'
import { numberOf, secondsOf } from './language.ts'

export type Drawing = {
  readonly name: string
  /** Counts in periods of equal length. Later bars are drawn over earlier ones. */
  readonly bars: readonly { readonly color: string; readonly values: readonly number[] }[]
  /** What the numbers count. */
  readonly label: string
  /** How long all periods are together. */
  readonly seconds: number
}

/** Draws a chart as wide as its place: shapes are stretched, texts and the width of lines are not. */
export const chart = ({ name, bars, label, seconds }: Drawing): TemplateResult => {
  const { top, step } = scaleFor(Math.max(...bars.flatMap(({ values }) => values), 0))
  const y = (value: number): number => 100 - (100 * value) / top
  const steps = Array.from({ length: Math.floor(top / step + 0.01) }, (_, i) => (i + 1) * step)
  return html`
    <svg class="chart" role="img" aria-label=${name}>
      ${steps.map((value) => across(y(value), 'var(--border)'))}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" overflow="visible">
        ${bars.map(({ color, values }) => svg`<path d=${pathOf(values, y)} fill=${color} />`)}
      </svg>
      ${across(100, 'var(--field)')}
      ${steps.map((value) => svg`<text x="-8" y="${y(value)}%" dy="4" text-anchor="end">${numberOf(value)}</text>`)}
      <text dy="-0.75em">${label}</text>
      ${marksOf(seconds).map((mark) => {
        const at = (100 * mark) / seconds
        return svg`<text x="${at}%" y="100%" dy="17" text-anchor=${side(at)}>${secondsOf(mark)}</text>`
      })}
    </svg>`
}

const across = (y: number, stroke: string): TemplateResult =>
  svg`<line x2="100%" y1="${y}%" y2="${y}%" stroke=${stroke} />`

/** Draws the color of bars, beside its name. It is an attribute, because the page's policy forbids inline styles. */
export const dot = (color: string): TemplateResult =>
  html`<svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${color}></circle></svg>`

/** Keeps a mark near an end within the chart. */
const side = (at: number): string => (at < 5 ? 'start' : at > 95 ? 'end' : 'middle')

/** Finds a round number of at least `highest` at which the scale ends, and the steps to it, one to three. */
const scaleFor = (highest: number): { readonly top: number; readonly step: number } => {
  const wanted = (highest || 2) / 3
  const power = 10 ** Math.floor(Math.log10(wanted))
  // There is no half of a text.
  const fits = (step: number): boolean => step >= wanted && Number.isInteger(step)
  const step = [1, 2, 2.5, 5].map((round) => round * power).find(fits) ?? 10 * power
  return { step, top: Math.ceil((highest || 2) / step - 0.001) * step }
}

/** Round times from the beginning to the end of a chart: five of them at most. */
const marksOf = (seconds: number): readonly number[] => {
  const apart = [1, 2, 5, 10, 20, 60, 300].find((distance) => seconds / distance <= 4) ?? seconds
  return Array.from({ length: Math.floor(seconds / apart) + 1 }, (_, i) => i * apart)
}

const pathOf = (values: readonly number[], y: (value: number) => number): string => {
  const width = 100 / values.length
  return values.map((value, i) => rounded(`M${(i + 0.1) * width} 100V${y(value)}h${0.8 * width}V100z`)).join('')
}

/** Rounds numbers: a hundredth of a percent is less than a pixel. */
const rounded = (path: string): string => path.replaceAll(/\d+\.\d+/g, (number) => String(Number(number).toFixed(2)))
