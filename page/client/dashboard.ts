import { repeat } from 'lit/directives/repeat.js'
import { html, type TemplateResult } from 'lit/html.js'
import { words } from './language.ts'
import { markdown } from './markdown.ts'
import { metricWidget } from './metric-widget.ts'
import type { MetricWidget, TextWidget } from './protocol.ts'
import type { State } from './state.ts'

type Shown = MetricWidget | TextWidget

/** Folds the dashboard of the template, with data from the emulator. Its alarms are elsewhere on the page. */
export const dashboard = (state: State): TemplateResult => {
  const widgets = (state.stage?.dashboard ?? [])
    .filter((widget) => widget.kind !== 'alarms')
    .toSorted((a, b) => a.y - b.y || a.x - b.x)
  const [overview = [], ...others] = split(widgets, isHeading)
  return html`
    <details class="fold dashboard">
      <summary>${words.dashboard}</summary>
      ${sections(overview, state)}
      <p class="note">${words.dashboardNote}</p>
      ${others.map((part) => folded(part, state))}
    </details>`
}

/** What comes after a heading of the first level is for engineers, so it is folded. */
const folded = (part: readonly Shown[], state: State): TemplateResult => html`
  <details class="part">
    <summary>${row('text', part.slice(0, 1), state)}</summary>
    ${sections(part.slice(1), state)}
  </details>`

/** Numbers have rows of their own: beside a chart, one would leave most of its column empty. */
const sections = (widgets: readonly Shown[], state: State): readonly TemplateResult[] =>
  split(widgets, ({ kind }) => kind === 'text').map(
    (section) => html`${kinds.map((kind) => row(kind, section, state))}`,
  )

const kinds = ['text', 'singleValue', 'timeSeries'] as const satisfies readonly Shown['kind'][]

const row = (kind: Shown['kind'], widgets: readonly Shown[], { metrics }: State): TemplateResult => html`
  <div class="row ${kind}s">
    ${repeat(
      widgets.filter((widget) => widget.kind === kind),
      ({ id }) => id,
      (widget) => html`
        <article class="widget ${kind}" data-widget=${widget.id}>
          ${widget.kind === 'text' ? markdown(widget.markdown) : metricWidget(widget, metrics[widget.id])}
        </article>`,
    )}
  </div>`

const isHeading = (widget: Shown): boolean => widget.kind === 'text' && /^# .*\n*$/.test(widget.markdown)

const split = (widgets: readonly Shown[], begins: (widget: Shown) => boolean): readonly (readonly Shown[])[] =>
  widgets.reduce<Shown[][]>((runs, widget) => {
    const run = runs.at(-1)
    if (run === undefined || begins(widget)) runs.push([widget])
    else run.push(widget)
    return runs
  }, [])
