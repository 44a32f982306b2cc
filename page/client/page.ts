import { html, nothing, type TemplateResult } from 'lit/html.js'

import type { Actions } from './actions.ts'
import { waitsForRoom } from './bubbles.ts'
import { dashboard } from './dashboard.ts'
import { experiments } from './experiments.ts'
import { delayOf, namedLines, timeOf, words } from './language.ts'
import { phones } from './phones.ts'
import type { State } from './state.ts'

export const page = (state: State, actions: Actions): TemplateResult => html`
  ${header(state)}
  <main>
    ${phones(state, actions)}
    <div class="watch">${experiments(state, actions)} ${dashboard(state)}</div>
  </main>
  <p class="visually-hidden" role="status">${state.announcement}</p>`

const header = (state: State): TemplateResult => {
  const { stage, connection, alarms } = state
  const roomAt = nextRoom(state)
  const inAlarm = alarms.filter(({ state }) => state === 'ALARM').length
  return html`
    <header class="top">
      <h1>Anti-relou</h1>
      ${
        stage === undefined
          ? nothing
          : html`<p>
              ${words.intro(
                namedLines(stage)
                  .map(({ name }) => name)
                  .join(', '),
                delayOf(stage.replyDelayMs),
              )}
              <span class="stage">${words.stage(stage.stage)}</span>
              ${roomAt === undefined ? nothing : html`<strong class="full">${words.full(timeOf(roomAt))}</strong>`}
            </p>`
      }
      <p class="jump">
        <a href="#experiments">${words.experiments}</a> <a href="#dashboard">${words.dashboard}</a>
      </p>
      <p class="badges">
        ${inAlarm > 0 ? html`<span class="state ALARM">${words.alarmSummary(inAlarm)}</span>` : nothing}
        <span class="connection ${connection}" role="status">${words.connection[connection]}</span>
      </p>
    </header>`
}

/** The due time of the newest reply that waits because earlier hours are full. */
const nextRoom = ({ stage, conversations }: State): string | undefined => {
  const waiting = [...conversations.values()].flatMap(
    (messages) => messages.findLast((message) => waitsForRoom(message, stage?.replyDelayMs.max ?? 0)) ?? [],
  )
  const newest = waiting.toSorted((a, b) => a.at.localeCompare(b.at)).at(-1)
  return newest?.decision?.kind === 'reply' ? newest.decision.dueAt : undefined
}
