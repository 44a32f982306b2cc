import { html, nothing, type TemplateResult } from 'lit/html.js'

import './time-series.ts'
import type { OperatorLanguage } from '../../settings/values.ts'
import { numberOf, words } from './language.ts'
import { colorOf, latest } from './plot.ts'
import type { MetricWidget, Series, WidgetData } from './protocol.ts'

/** Shows a chart with its latest values, or numbers alone. Shows a sentence when there is no data. */
export const metricWidget = (
  widget: MetricWidget,
  data: WidgetData | undefined,
  lang: OperatorLanguage,
): TemplateResult => {
  if (data === undefined || widget.series.every(({ id }) => latest(data, id) === undefined))
    return html`<p class="hint">${words.noData}</p>`
  return widget.kind === 'singleValue' ? numbers(widget, data, lang) : chart(widget, data, lang)
}

const chart = (widget: MetricWidget, data: WidgetData, lang: OperatorLanguage): TemplateResult => html`
  <time-series role="img" aria-label=${words.chart(widget.title)} .model=${{ widget, data }}></time-series>
  <ul class="legend">
    ${widget.series.map((series, index) => {
      const value = latest(data, series.id)
      // A series without data needs no entry, such as a reason for silence that never came up.
      return value === undefined ? nothing : entry(series.label, colorOf(index), value, lang)
    })}
    ${widget.annotations.map(({ label, value, color }) => entry(label, color, value, lang))}
  </ul>`

/** The color is an SVG attribute, because the page's policy forbids inline styles. */
const entry = (label: string, color: string, value: number, lang: OperatorLanguage): TemplateResult => html`
  <li>
    <svg viewBox="0 0 10 10" aria-hidden="true"><circle cx="5" cy="5" r="5" fill=${color}></circle></svg>
    <span lang=${lang}>${label}</span> <b>${numberOf(value)}</b>
  </li>`

const numbers = (widget: MetricWidget, data: WidgetData, lang: OperatorLanguage): TemplateResult => html`
  <dl class="numbers">${widget.series.map((series) => number(series, widget, data, lang))}</dl>`

/** The dashboard's units are plurals, but the page must say "1 reply" and, in French, "0 réponse". */
const unitOf = (label: string, value: number, lang: OperatorLanguage): string => {
  const { singulars, isPlural } = units[lang]
  return isPlural(value) ? label : (singulars[label] ?? label)
}

const units: Readonly<Record<OperatorLanguage, Units>> = {
  en: {
    isPlural: (value) => value !== 1,
    singulars: { texts: 'text', replies: 'reply', senders: 'sender', minutes: 'minute', times: 'time' },
  },
  fr: { isPlural: (value) => value >= 2, singulars: { réponses: 'réponse', expéditeurs: 'expéditeur' } },
}

type Units = {
  readonly isPlural: (value: number) => boolean
  readonly singulars: Readonly<Record<string, string>>
}

/** A single number has its unit after it, since the widget's title says the rest. */
const number = (
  { id, label }: Series,
  { series }: MetricWidget,
  data: WidgetData,
  lang: OperatorLanguage,
): TemplateResult => {
  const value = latest(data, id)
  return html`
    <div class=${series.length === 1 ? 'alone' : ''}>
      <dt lang=${lang}>${value === undefined ? label : unitOf(label, value, lang)}</dt>
      <dd>${value === undefined ? '–' : numberOf(value)}</dd>
    </div>`
}
