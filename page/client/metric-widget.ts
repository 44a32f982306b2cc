import { guard } from 'lit/directives/guard.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { chart, dot } from './chart.ts'
import { numberOf, words } from './language.ts'
import { colorOf, drawingOf, isBars, latest, total } from './plot.ts'
import type { MetricWidget, Series, WidgetData } from './protocol.ts'

/** Shows a chart with its figures, or numbers alone. Shows a sentence when there is no data. */
export const metricWidget = (widget: MetricWidget, data: WidgetData | undefined): TemplateResult => html`
  <h3>${widget.kind === 'singleValue' ? widget.title.replace(answer, '') : widget.title}</h3>
  ${
    data === undefined || widget.series.every(({ id }) => latest(data, id) === undefined)
      ? html`<p class="hint">${words.noData}</p>`
      : widget.kind === 'singleValue'
        ? numbers(widget, data)
        : guard([widget, data], () => html`${chart(drawingOf(widget, data))} ${legend(widget, data)}`)
  }`

const legend = (widget: MetricWidget, data: WidgetData): TemplateResult => html`
  <ul class="legend">
    ${widget.series.map((series, index) => {
      const value = figure(widget, series, data)
      // A series without data needs no entry, such as a reason for silence that never came up.
      return value === undefined ? nothing : entry(series.label, colorOf(index), value)
    })}
    ${widget.annotations.map(({ label, value, color }) => entry(label, color, value))}
  </ul>`

/** The total of what a chart shows, if it means something. A bar is a total already, so the newest counts. */
const figure = (widget: MetricWidget, { id, addsUp }: Series, data: WidgetData): number | undefined =>
  addsUp && !isBars(widget) ? total(data, id) : latest(data, id)

const entry = (label: string, color: string, value: number): TemplateResult =>
  html`<li>${dot(color)} ${label} <b>${numberOf(value)}</b></li>`

const numbers = (widget: MetricWidget, data: WidgetData): TemplateResult => html`
  <dl class="numbers">
    ${widget.series.map((series) => {
      const value = latest(data, series.id)
      return value === undefined || !answer.test(widget.title) ? number(series, value) : yesOrNo(series, value)
    })}
  </dl>`

/** CloudWatch shows numbers only, so a title ends with `(0: no)` if the number counts how often. */
const answer = /\s*\(0\s*:\s*\p{L}+\)$/u

const yesOrNo = ({ label }: Series, value: number): TemplateResult => html`
  <div>
    <dt>${value > 0 ? `${numberOf(value)} ${words.unit(label, value)}` : nothing}</dt>
    <dd>${value > 0 ? words.yes : words.no}</dd>
  </div>`

const number = ({ label }: Series, value: number | undefined): TemplateResult => html`
  <div>
    <dt>${value === undefined ? label : words.unit(label, value)}</dt>
    <dd>${value === undefined ? '–' : numberOf(value)}</dd>
  </div>`
