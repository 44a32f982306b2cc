import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'

import type { OperatorLanguage } from '../../settings/values.ts'
import { timeOf, words } from './language.ts'
import { markdown } from './markdown.ts'
import type { Alarm } from './protocol.ts'

/** Lists every alarm with its state. Each unfolds to show whom it affects and what to do, in the dashboard's language. */
export const alarmList = (alarms: readonly Alarm[], lang: OperatorLanguage): TemplateResult => html`
  <ul class="alarms">
    ${repeat(
      alarms,
      ({ name }) => name,
      (one) => alarm(one, lang),
    )}
  </ul>`

const alarm = ({ title, description, state, since, runbookUrl }: Alarm, lang: OperatorLanguage): TemplateResult => html`
  <li>
    <details>
      <summary>
        <span class="state ${state}">${words.alarmState[state]}</span>
        ${words.alarmTitle(title)}
      </summary>
      <p><time datetime=${since}>${words.since(timeOf(since))}</time></p>
      <div lang=${lang}>${markdown(description.replaceAll('\n', '\n\n'))}</div>
      ${
        runbookUrl === undefined
          ? nothing
          : html`<p><a href=${runbookUrl} target="_blank" rel="noreferrer">${words.runbook}</a></p>`
      }
    </details>
  </li>`

/** The announcement for alarms that have just begun or ended. */
export const alarmChanges = (before: readonly Alarm[], after: readonly Alarm[]): string =>
  after
    .filter(({ name, state }) => {
      const earlier = before.find((other) => other.name === name)?.state
      return earlier !== undefined && earlier !== state && [earlier, state].includes('ALARM')
    })
    .map(({ title, state }) => words.alarmChanged(words.alarmTitle(title), words.alarmState[state]))
    .join(' ')
