import { ref } from 'lit/directives/ref.js'
import { repeat } from 'lit/directives/repeat.js'
import { html, type TemplateResult } from 'lit/html.js'

import { alarmList } from './alarms.ts'
import { words } from './language.ts'
import { markdown } from './markdown.ts'
import { metricWidget } from './metric-widget.ts'
import type { Widget } from './protocol.ts'
import type { State } from './state.ts'

/** The dashboard of the template, with data from the embedded cloud. */
export const dashboard = (state: State): TemplateResult => html`
  <section class="dashboard" aria-labelledby="dashboard">
    <h2 id="dashboard">${words.dashboard}</h2>
    <p class="note">${words.dashboardNote}</p>
    <div class="grid">
      ${repeat(
        (state.stage?.dashboard ?? []).toSorted((a, b) => a.y - b.y || a.x - b.x),
        ({ id }) => id,
        (widget) => html`
          <article class="widget ${widget.kind}" data-widget=${widget.id} ${ref((element) => place(element, widget))}>
            ${content(widget, state)}
          </article>`,
      )}
    </div>
  </section>`

const content = (widget: Widget, { stage, metrics, alarms }: State): TemplateResult => {
  const lang = stage?.operatorLanguage ?? 'en'
  if (widget.kind === 'text') return html`<div lang=${lang}>${markdown(widget.markdown)}</div>`
  return html`
    <h3 lang=${lang}>${widget.title}</h3>
    ${widget.kind === 'alarms' ? alarmList(alarms, lang) : metricWidget(widget, metrics[widget.id], lang)}`
}

/** Gives a widget its place on the dashboard. style.css decides whether there is room to use it. */
const place = (element: Element | undefined, { x, y, width, height }: Widget): void => {
  if (!(element instanceof HTMLElement)) return
  element.style.setProperty('--column', `${x + 1} / span ${width}`)
  element.style.setProperty('--row', `${y + 1} / span ${height}`)
}
