import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { dashboard } from './dashboard.ts'
import { experiments } from './experiments.ts'
import { clockOf, delayOf, namedLines, words } from './language.ts'
import { phones } from './phones.ts'
import type { Stage } from './protocol.ts'
import { situation } from './situation.ts'
import type { State } from './state.ts'

export const page = (state: State, actions: Actions): TemplateResult => html`
  ${header(state)}
  <main>
    ${situation(state)} ${phones(state, actions)}
    <div class="watch">${experiments(state, actions)} ${dashboard(state)}</div>
  </main>`

const header = ({ stage, connection, now }: State): TemplateResult => {
  const { utc, here } = clockOf(now)
  const ribbon = stage?.recorded ? words.recorded : words.notTheRealOne(stage?.stage ?? '')
  return html`
    <header>
      ${stage === undefined ? nothing : html`<p class="ribbon">${ribbon}</p>`}
      <div class="top">
        <h1>Anti-relou</h1>
        ${stage === undefined ? nothing : html`<p>${intro(stage)}</p>`}
        <p class="badges">
          <span class="clock">${utc} ${here === undefined ? nothing : html`<small>(${words.here(here)})</small>`}</span>
          <span class="connection ${connection}" role="status">${words.connection[connection]}</span>
        </p>
      </div>
    </header>`
}

const intro = (stage: Stage): string => {
  const names = namedLines(stage).map(({ name }) => name)
  return words.intro(names.join(', '), delayOf(stage.replyDelayMs))
}
