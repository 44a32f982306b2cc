import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { quietAlarms } from './alarms.ts'
import { experiments, more } from './experiments.ts'
import { clockOf, words } from './language.ts'
import { phones } from './phones.ts'
import { picture } from './picture.ts'
import { situation } from './situation.ts'
import type { State } from './state.ts'

export const page = (state: State, actions: Actions): TemplateResult => html`
  ${header(state)}
  <main>
    ${situation(state, actions)} ${experiments(state, actions)} ${phones(state, actions)} ${picture(state)}
    <div class="folds">${more(state, actions)} ${quietAlarms(state, actions)}</div>
  </main>`

const header = ({ stage, connection, now }: State): TemplateResult => {
  const { utc, here } = clockOf(now)
  return html`
    <header class="top">
      <h1>Anti-relou</h1>
      ${stage && html`<p>${words.notTheRealOne(stage.stage)}</p>`}
      <p class="badges">
        <span class="clock">${utc} ${here === undefined ? nothing : html`<small>(${words.here(here)})</small>`}</span>
        <span class="connection ${connection}" role="status">${words.connection[connection]}</span>
      </p>
    </header>`
}
