import { html, nothing, type TemplateResult } from 'lit/html.js'

import './time-series.ts'
import { colorOf } from './color.ts'
import { numberOf } from './format.ts'
import { words } from './language.ts'
import { latest } from './plot-data.ts'
import type { MetricWidget, Series, WidgetData } from './protocol.ts'

/** Shows a chart with its latest values, or numbers alone. Shows a sentence when there is no data. */
export const metricWidget = (widget: MetricWidget, data: WidgetData | undefined): TemplateResult => {
  if (data === undefined || widget.series.every(({ id }) => latest(data, id) === undefined))
    return html`<p class="hint">${words.noData}</p>`
  return widget.kind === 'singleValue' ? numbers(widget, data) : chart(widget, data)
}

const chart = (widget: MetricWidget, data: WidgetData): TemplateResult => html`
  <time-series role="img" aria-label=${words.chart(widget.title)} .model=${{ widget, data }}></time-series>
  <ul class="legend">
    ${widget.series.map((series, index) => {
      const value = latest(data, series.id)
      // A reason that never came up needs no entry.
      return value === undefined ? nothing : entry(series.label, colorOf(series, index), value)
    })}
    ${widget.annotations.map(({ label, value, color }) => entry(label, color ?? 'var(--muted)', value))}
  </ul>`

/** The color is an SVG attribute, because the page's policy forbids inline styles. */
const entry = (label: string, color: string, value: number): TemplateResult => html`
  <li>
    <svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${color}></circle></svg>
    <span lang="en">${label}</span> <b>${numberOf(value)}</b>
  </li>`

const numbers = (widget: MetricWidget, data: WidgetData): TemplateResult => html`
  <dl class="numbers">${widget.series.map((series) => number(series, widget, data))}</dl>
  ${
    widget.sparkline && data.times.length > 1
      ? html`<time-series class="sparkline" aria-hidden="true" .model=${{ widget, data }}></time-series>`
      : nothing
  }`

/** The dashboard's units are plurals, but the page must say "1 reply", not "1 replies". */
const singular = (label: string): string =>
  /^(texts|replies|senders|minutes|times)$/.test(label) ? label.replace(/ies$/, 'y').replace(/s$/, '') : label

/** A single number has its unit after it, since the widget's title says the rest. */
const number = ({ id, label }: Series, { series }: MetricWidget, data: WidgetData): TemplateResult => {
  const value = latest(data, id)
  return html`
    <div class=${series.length === 1 ? 'alone' : ''}>
      <dt lang="en">${value === 1 ? singular(label) : label}</dt>
      <dd>${value === undefined ? '–' : numberOf(value)}</dd>
    </div>`
}
