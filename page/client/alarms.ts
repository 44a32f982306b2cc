import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import type { Actions } from './actions.ts'
import { timeOf, words } from './language.ts'
import type { Alarm } from './protocol.ts'
import type { State } from './state.ts'

export const ringing = (alarms: readonly Alarm[]): readonly Alarm[] => alarms.filter(({ state }) => state === 'ALARM')

/** Says whether an alarm needs nobody, as a siege does. What any other says, somebody has to read. */
export const needsNobody = ({ name }: Alarm): boolean => name.endsWith('siege')

export const needsSomebody = (alarm: Alarm): boolean => !needsNobody(alarm)

/** Shows the alarms that ring, each with what to do first. What needs nobody is folded, and last. */
export const alarmCards = (state: State, actions: Actions): TemplateResult | typeof nothing => {
  const rings = ringing(state.alarms)
  const card = (alarm: Alarm) => html`<li class="alarm">${head(alarm)} ${body(alarm, state, actions)}</li>`
  const fold = (alarm: Alarm) => folded(words.saysAlarm, alarm, state, actions)
  return html`
    ${list(rings.filter(needsSomebody), card)}
    ${list(rings.filter(needsNobody), fold)}`
}

/** Folds the alarms that don't ring. */
export const quietAlarms = (state: State, actions: Actions): TemplateResult | typeof nothing => {
  const quiet = state.alarms.filter(({ state }) => state !== 'ALARM')
  if (quiet.length === 0) return nothing
  return html`
    <details class="fold">
      <summary>${words.quietAlarms(quiet.length)}</summary>
      ${list(quiet, (alarm) => {
        const noData = alarm.state === 'INSUFFICIENT_DATA' ? html`<small>${words.noDataOfAlarm}</small>` : nothing
        return folded(html`${titleOf(alarm)} ${noData}`, alarm, state, actions)
      })}
    </details>`
}

const list = (alarms: readonly Alarm[], item: (alarm: Alarm) => TemplateResult) =>
  alarms.length === 0 ? nothing : html`<ul class="alarms">${repeat(alarms, ({ name }) => name, item)}</ul>`

const folded = (summary: string | TemplateResult, alarm: Alarm, state: State, actions: Actions): TemplateResult => html`
  <li>
    <details>
      <summary>${summary}</summary>
      <div class="alarm quiet">
        ${alarm.state === 'ALARM' ? head(alarm) : nothing} ${body(alarm, state, actions)}
      </div>
    </details>
  </li>`

/** The first sentence of an alarm's description, in the language of those who run the number. */
export const titleOf = ({ description }: Alarm): string => description.split('. ', 1).join()

const head = (alarm: Alarm): TemplateResult => html`
  <h3>${titleOf(alarm)} <time datetime=${alarm.since}>${words.since(timeOf(alarm.since))}</time></h3>`

/** The address of the runbook becomes a link, and commands act on the number of this page. */
const body = (alarm: Alarm, { stage, copied }: State, { copy }: Actions): TemplateResult => {
  const { name, description, runbookUrl } = alarm
  const untitled = description.slice(`${titleOf(alarm)}. `.length)
  const prefix = stage?.commandPrefix ?? ''
  const here = untitled.replaceAll(' --stage ', ' --local --stage ').replaceAll('npm run ', `${prefix}npm run `)
  const [wait = '', first = '', command = '', ...others] = here.split('\n')
  const rest = others.filter((line) => runbookUrl === undefined || !line.endsWith(runbookUrl))
  return html`
    <p>${wait}</p>
    <p>${first} ${runbookUrl && html`<a href=${runbookUrl} target="_blank" rel="noreferrer">${words.runbook}</a>`}</p>
    <p class="command">
      <code>${command.split(' ').map((word) => html`<span>${word}</span> `)}</code>
      <button type="button" class="secondary" @click=${() => copy(name, command)}>
        ${copied === name ? words.copied : words.copy}
      </button>
    </p>
    <details><summary>${words.more}</summary>${rest.map((line) => html`<p>${line}</p>`)}</details>`
}
