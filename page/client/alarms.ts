import { repeat } from 'lit/directives/repeat.js'
import { html, nothing, type TemplateResult } from 'lit/html.js'
import { timeOf, words } from './language.ts'
import { markdown } from './markdown.ts'
import type { Alarm } from './protocol.ts'
import type { State } from './state.ts'

export const ringing = (alarms: readonly Alarm[]): readonly Alarm[] => alarms.filter(({ state }) => state === 'ALARM')

/** Lists the alarms that ring, each with what to do first, and the others folded. */
export const alarmList = ({ alarms, stage }: State): TemplateResult | typeof nothing => {
  const prefix = stage?.commandPrefix ?? ''
  const quiet = alarms.filter(({ state }) => state !== 'ALARM')
  if (alarms.length === 0) return nothing
  return html`
    <h3 class="visually-hidden">${words.alarms}</h3>
    ${list(ringing(alarms), (alarm) => ringingAlarm(alarm, prefix))}
    <details class="quiet" ?hidden=${quiet.length === 0}>
      <summary>${words.quietAlarms(quiet.length)}</summary>
      ${list(quiet, (alarm) => quietAlarm(alarm, prefix))}
    </details>`
}

const list = (alarms: readonly Alarm[], item: (alarm: Alarm) => TemplateResult): TemplateResult =>
  html`<ul class="alarms">${repeat(alarms, ({ name }) => name, item)}</ul>`

const ringingAlarm = (alarm: Alarm, prefix: string): TemplateResult => {
  const { advice, rest } = partsOf(alarm, prefix)
  return html`
    <li class="alarm">
      <p>${head(alarm)} <time datetime=${alarm.since}>${words.since(timeOf(alarm.since))}</time></p>
      ${advice}
      <details><summary>${words.more}</summary>${rest}</details>
    </li>`
}

const quietAlarm = (alarm: Alarm, prefix: string): TemplateResult => {
  const { advice, rest } = partsOf(alarm, prefix)
  return html`<li><details><summary>${head(alarm)}</summary>${advice} ${rest}</details></li>`
}

/** The first sentence of an alarm's description, in the language of those who run the number. */
export const titleOf = ({ description }: Alarm): string => description.split('. ', 1).join()

const head = (alarm: Alarm): TemplateResult => html`
  <span class="state ${alarm.state}">${words.alarmState[alarm.state]}</span> <b>${titleOf(alarm)}</b>`

/** The address of the runbook becomes a link, and commands act on the number of this page. */
const partsOf = (alarm: Alarm, prefix: string) => {
  const { description, runbookUrl } = alarm
  const untitled = description.slice(`${titleOf(alarm)}. `.length)
  const here = untitled.replaceAll(' --stage ', ' --local --stage ').replaceAll('npm run ', `${prefix}npm run `)
  const [wait = '', first = '', command = '', ...others] = here.split('\n')
  const rest = others.filter((line) => runbookUrl === undefined || !line.endsWith(runbookUrl))
  const runbook = runbookUrl && html`<a href=${runbookUrl} target="_blank" rel="noreferrer">${words.runbook}</a>`
  return {
    advice: html`<p>${wait}</p><p>${first}</p><p><code>${command}</code> ${runbook ?? nothing}</p>`,
    rest: markdown(rest.join('\n\n')),
  }
}
